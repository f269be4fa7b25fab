import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Query, SearchableTexts } from "./contract.ts";
import { createHighlighter } from "./hits.ts";
import { matches } from "./match.ts";
import { parseQuery } from "./parse.ts";
import { PIECES } from "./queries.tools.ts";
import { createSnippets, type Snippet } from "./snippet.ts";

function read(text: string): Query {
  const query = parseQuery(text, { now_ms: 0 });
  if (query.type === "error") throw new Error(query.message);
  return query;
}

function texts(some: Partial<SearchableTexts>): SearchableTexts {
  return { said: "", command: "", output: "", path: "", ...some };
}

/** `…` where something is left out, the hits in brackets. */
function shown({ text, marks, before, after }: Snippet): string {
  let line = text;
  for (const { start, end } of marks.toReversed())
    line = `${line.slice(0, start)}[${line.slice(start, end)}]${line.slice(end)}`;
  return `${before ? "…" : ""}${line}${after ? "…" : ""}`;
}

function snippet(query: string, some: Partial<SearchableTexts>, width = 40): string | null {
  const found = createSnippets(read(query), { width })(texts(some));
  return found === null ? null : `${found.field}: ${shown(found)}`;
}

const LONG = "lorem ipsum dolor sit amet consectetur ".repeat(50);

describe("a snippet", () => {
  test.each([
    ["needle", { said: "a Needle here" }, "said: a [Needle] here"],
    ["foo.bar", { output: "x foo.bar() y" }, "output: x [foo.bar]() y"],
    ["need*", { said: `${LONG}needles ${LONG}` }, "said: …[needles] lorem ipsum dolor sit amet conse…"],
    ["a b", { said: `a ${LONG} a b` }, "said: …ipsum dolor sit amet consectetur [a] [b]"],
    ["a b", { said: `a ${LONG}`, output: "b a" }, "output: [b] [a]"],
    ["x -b", { said: "b x" }, "said: b [x]"],
    ["cmd:MA", { command: "make", said: "make" }, "command: [ma]ke"],
    ["-> /n.w/", { said: "old -> new" }, "said: old [->] [new]"],
    ["kind:prompt", { output: "first words" }, "output: first words"],
    ["kind:prompt", {}, null],
    ["b", { output: "a\n\n\tb\u001b[31mc\u0000d" }, "output: a ⏎ [b]c�d"],
    ["bc", { output: "a\u202e bc" }, "output: a� [bc]"],
    ["错误", { said: "请修复错误吗" }, "said: 请修复[错误]吗"],
    ["/a+/", { said: "a".repeat(100) }, `said: [${"a".repeat(40)}]…`],
  ])("for %s shows where it stands", (query, some, expected) => {
    expect(snippet(query, some)).toBe(expected);
  });

  test("says what of the text it shows", () => {
    const text = `${LONG}\n\nneedle\n${LONG}`;
    const found = createSnippets(read("needle"), { width: 30 })(texts({ output: text }));
    expect(found?.text).toBe("needle ⏎ lorem ipsum dolor s");
    const { start, end } = found?.source ?? { start: 0, end: 0 };
    expect(text.slice(start, end).split(/\s+/).join(" ")).toBe("needle lorem ipsum dolor s");
  });

  test("is a line of the width asked for that shows a hit, whatever the texts", () => {
    const query = fc
      .array(fc.constantFrom(...PIECES), { maxLength: 5 })
      .map((pieces) => parseQuery(pieces.join(" "), { now_ms: 0 }));
    const word = fc.constantFrom(..."a b c ab é 错误 🚀 -> ! \n \t \0 \u001b[1m \uD83D \u202e lorem".split(" "));
    const text = fc.array(word, { maxLength: 60 }).map((words) => words.join(" "));
    fc.assert(
      fc.property(query, text, text, fc.integer({ min: 20, max: 60 }), (query, said, command, width) => {
        if (query.type === "error") return;
        const all = texts({ said, command });
        const found = createSnippets(query, { width })(all);
        // White space at the end of a line is not shown, though it may be what was looked for.
        const visible = (name: "said" | "command"): number =>
          createHighlighter(query)(name, all[name]).filter(
            ({ start, end }) => all[name].slice(start, end).trim() !== "",
          ).length;
        const highlighted = visible("said") + visible("command");
        if (found === null) {
          expect(`${said}${command}`.trim()).toBe("");
          return;
        }
        expect(found.text.length).toBeLessThanOrEqual(width);
        expect(found.text).not.toMatch(/[\p{Cc}\u202e]|\p{Cs}/u);
        for (const [at, { start, end }] of found.marks.entries()) {
          expect(end).toBeGreaterThan(start);
          expect(start).toBeGreaterThanOrEqual(at === 0 ? 0 : (found.marks[at - 1]?.end ?? 0));
          expect(end).toBeLessThanOrEqual(found.text.length);
        }
        if (highlighted > 0) expect(found.marks.length).toBeGreaterThan(0);
      }),
      { numRuns: 1000, examples: [[read("/ /"), "a \u001b[1m", "", 20]] },
    );
  });

  test("marks something in every text that matches a query of words", () => {
    const word = fc.constantFrom(..."a b ab é e 错 _".split(" "));
    const text = fc.array(word, { maxLength: 8 }).map((words) => words.join(" "));
    fc.assert(
      fc.property(word, text, (asked, said) => {
        const query = read(asked);
        const passage = {
          kind: "note",
          status: null,
          exit_code: null,
          tool: null,
          time_ms: null,
          texts: texts({ said }),
        };
        expect(createHighlighter(query)("said", said).length > 0).toBe(matches(query, passage));
      }),
    );
  });
});
