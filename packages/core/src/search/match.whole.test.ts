// The decision over a text agrees with FTS5 wherever FTS5 can decide, and what is selected holds all that matches.

import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { describe, expect, expectTypeOf, test } from "vitest";
import { listScenarios, sessionBytes } from "../../../../lab/specimen/session-files.ts";
import type { Passage, PassageKind, PassageTexts } from "../digest/index.ts";
import { compile, type Detail, type Selection } from "./compile.ts";
import type { WordsWith } from "./certain.ts";
import { KINDS, type Query, type Searchable, STATUSES } from "./contract.ts";
import { marksOf } from "./marks.ts";
import { createMatcher, matches } from "./match.ts";
import { parseQuery } from "./parse.ts";
import { PIECES } from "./queries.tools.ts";
import { PART_COLUMNS, TOKENIZER, WORD_COLUMNS } from "./tables.ts";
import { stringsOf } from "./texts.tools.ts";
import { spread, wordsOf } from "./words.ts";

/** The index as this room asks for it: rows are numbered as the passages are. */
function createIndex(passages: readonly Searchable[], detail: Detail): (query: Query, known?: boolean) => Set<number> {
  const database = new DatabaseSync(":memory:");
  const compact = detail === "none";
  const names = compact ? ["texts"] : WORD_COLUMNS;
  const parts = detail === "full" ? PART_COLUMNS : ["text"];
  database.exec(`create virtual table words using fts5(${names.join()}, content='', detail=${detail}, tokenize="${TOKENIZER}");
    create virtual table parts using fts5(${parts.join()}, content='', detail=${detail === "full" ? "full" : "none"},
      tokenize="trigram"); begin`);
  const values = ["?", ...names.map(() => "?")].join();
  const word = database.prepare(`insert into words (rowid, ${names.join()}) values (${values})`);
  const part = database.prepare(
    `insert into parts (rowid, ${parts.join()}) values (?, ${parts.map(() => "?").join()})`,
  );
  passages.forEach((passage, at) => {
    const columns: Record<string, string> = { ...passage.texts, tool: passage.tool ?? "", marks: marksOf(passage) };
    const texts = WORD_COLUMNS.map((name) => spread(columns[name] ?? ""));
    word.run(at, ...(compact ? [texts.join("\n")] : texts));
    const whole = PART_COLUMNS.map((name) => (columns[name] ?? "").replaceAll("\0", " "));
    part.run(at, ...(parts.length === 1 ? [whole.join("\n")] : whole));
  });
  const rows = (select: Selection): Set<number> => {
    switch (select.type) {
      case "all":
        return new Set(passages.keys());
      case "words":
      case "parts": {
        const found = database
          .prepare(`select rowid from ${select.type} where ${select.type} match ?`)
          .all(select.match);
        return new Set(found.map(({ rowid }) => Number(rowid)));
      }
      case "and":
        return select.of.map(rows).reduce((a, b) => a.intersection(b));
      case "or":
        return select.of.map(rows).reduce((a, b) => a.union(b));
      case "except":
        return rows(select.from).difference(rows(select.without));
    }
  };
  database.exec("create virtual table temp.terms using fts5vocab(main, words, row)");
  const terms = database.prepare("select term from terms").all();
  const wordsWith: WordsWith = ({ text, ends }) =>
    terms.map(({ term }) => String(term)).filter((term) => (ends ? term.endsWith(text) : term.includes(text)));
  return (query, known = false) => rows(compile(query, detail, known ? wordsWith : undefined).select);
}

function read(text: string): Query | null {
  const query = parseQuery(text, { now_ms: 0 });
  return query.type === "error" ? null : query;
}

/** Pieces of the language in any order, with and without spaces between them. */
function queries(): fc.Arbitrary<string> {
  const piece = fc.tuple(fc.constantFrom(...PIECES), fc.constantFrom(" ", " ", " ", ""));
  return fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.flat().join(""));
}

function passage(texts: Partial<Searchable["texts"]>, rest: Partial<Searchable> = {}): Searchable {
  const none = { kind: "command", status: null, exit_code: null, tool: null, time_ms: null };
  return { ...none, ...rest, texts: { said: "", command: "", output: "", path: "", ...texts } };
}

/** Returns how many of the queries the index answers exactly. */
function assertAgreement(passages: readonly Searchable[], texts: readonly string[], detail: Detail = "full"): number {
  const index = createIndex(passages, detail);
  let exact = 0;
  for (const text of texts) {
    const query = read(text);
    if (query === null) continue;
    const matcher = createMatcher({ ...query, since_ms: null, until_ms: null });
    const selected = [...index(query)];
    const matching = [...passages.keys()].filter((at) => matcher(passages[at] ?? passage({})));
    if (compile(query, detail).exact) {
      exact++;
      expect(matching, text).toEqual(selected.sort((a, b) => a - b));
    } else expect(selected, text).toEqual(expect.arrayContaining(matching));
  }
  return exact;
}

const SOME_TEXT = fc
  .array(fc.constantFrom(..."a b c ab abc a.b é É 错 错误 🚀 🤖 -> && ! _ 1 a_b x \0 \n".split(" ")), { maxLength: 8 })
  .chain((pieces) => fc.constantFrom(pieces.join(" "), pieces.join("")));

const SOME_PASSAGE = fc.record({
  kind: fc.constantFrom(...KINDS),
  status: fc.option(fc.constantFrom(...STATUSES)),
  exit_code: fc.option(fc.constantFrom(-1, 0, 1)),
  tool: fc.option(fc.constantFrom("a", "b_c", "x.b")),
  time_ms: fc.constant(null),
  texts: fc.record({ said: SOME_TEXT, command: SOME_TEXT, output: SOME_TEXT, path: SOME_TEXT }),
});

describe("the decision over a passage", () => {
  test("agrees with FTS5 over any texts", () => {
    fc.assert(
      fc.property(
        fc.array(SOME_PASSAGE, { minLength: 1, maxLength: 12 }),
        fc.array(queries(), { maxLength: 20 }),
        (passages, texts) => {
          assertAgreement(passages, texts);
          assertAgreement(passages, texts, "column");
          assertAgreement(passages, texts, "none");
        },
      ),
      { numRuns: 100 },
    );
  });

  test("agrees with FTS5 over the specimens", () => {
    const files = listScenarios().flatMap(({ files }) => files.slice(0, 1));
    const some = files.filter((_, at) => at % 45 === 0).map((path) => new TextDecoder().decode(sessionBytes(path)));
    const texts = stringsOf(some);
    const passages = texts.map((text, at) => passage(at % 2 === 0 ? { output: text } : { command: text, said: text }));
    const words = [...new Set(texts.flatMap(wordsOf))].filter((_, at) => at % 17 === 0);
    const asked = words.slice(0, 40).flatMap((word, at) => {
      const other = words[(at * 7) % words.length] ?? "";
      const text = texts[(at * 31) % texts.length] ?? "";
      const phrase = wordsOf(text)
        .slice(at % 5, (at % 5) + 3)
        .join(" ");
      return [
        word,
        `${word.slice(0, 2)}*`,
        `${word} ${other}`,
        `${word} OR (${other} -the)`,
        `"${phrase}"`,
        `"${phrase.slice(0, -1)}"*`,
        `cmd:"${text.slice(at, at + 5).replaceAll('"', '""')}"`,
      ];
    });
    expect(assertAgreement(passages, asked)).toBeGreaterThan(100);
  });

  test("of ten thousand characters is one that FTS5 takes", () => {
    const words = 'a b* "c d" -e OR f '.repeat(520);
    const deep = `${"(a OR -(b ".repeat(25)}${")".repeat(50)}`;
    expect(assertAgreement([passage({ said: "a c d f" }), passage({ output: "b" })], [words, deep])).toBe(2);
  });

  test("preselects for regular expressions what they need", () => {
    const select = (text: string): unknown => {
      const query = read(text);
      return query === null ? null : compile(query).select;
    };
    const words = (match: string): unknown => ({ type: "words", match: `{said command output path} : ${match}` });
    expect(select("/npm ERR! code (E\\w+)/i")).toEqual(words('"err code"'));
    expect(select("/cannot find module/ x")).toEqual({
      type: "words",
      match: '({said command output path} : "find module" *) AND ({said command output path} : "x")',
    });
    expect(select("/foo|bar/")).toEqual({ type: "all" });
  });

  test.each([
    ["错误", { said: "请修复错误吗" }, true],
    ["误错", { said: "请修复错误吗" }, false],
    ["tieng viet", { said: "Tiếng Việt" }, true],
    ["foo.bar()", { output: "x foo.Bar();" }, true],
    ["->", { said: "a -> b" }, true],
    ["🚀 deploy", { said: "deploy 🚀" }, true],
    ["npm ERR!", { output: "npm err code 1" }, true],
    ["snake", { said: "snake_case" }, false],
    ["cmd:ls", { command: "false" }, true],
    ["cmd:LS path:A", { command: "ls", path: "b" }, false],
    ["/^b$/", { output: "a\nb\nc" }, true],
    ["/B/", { output: "b" }, false],
    ["a -/x+/", { said: "a xx" }, false],
  ])("%s in %j: %s", (text, texts, expected) => {
    const query = read(text);
    expect(query !== null && matches(query, passage(texts))).toBe(expected);
  });

  test("takes passages as the digest gives them", () => {
    expectTypeOf<(typeof KINDS)[number]>().toEqualTypeOf<PassageKind>();
    expectTypeOf<Passage & { readonly texts: PassageTexts }>().toExtend<Searchable>();
  });

  test("asks for the fields of the passage, and leaves out what is not of the time", () => {
    const failed = passage({}, { kind: "tool", status: "failed", exit_code: -1, tool: "mcp__git__log", time_ms: 5 });
    const decide = (text: string): boolean => {
      const query = read(text);
      return query !== null && matches({ ...query, since_ms: 3 }, failed);
    };
    expect(decide("kind:tool status:failed exit:-1 tool:mcp__git*")).toBe(true);
    expect(decide("kind:tool exit:1")).toBe(false);
    expect(decide("tool:git")).toBe(false);
    expect(decide("kind:tool until:1969-12-01")).toBe(false);
  });
});

const SOME_WORDS = [
  ..."lift tenant_lift tenant_lifts sql 360 36 skipParser skipparser Deploy été ÉTÉ e\u0301te\u0301 naïve".split(" "),
  ..."错误 日本語 ſtop STOP K kelvin İx 🚀 a".split(" "),
];
const SIGNS = [".", ":", "_", "-", " ", "\n", "", '"', "\u0301"];
const someText = fc
  .array(fc.tuple(fc.constantFrom(...SOME_WORDS), fc.constantFrom(...SIGNS)), { maxLength: 6 })
  .map((pieces) => pieces.flat().join(""));

const escaped = (piece: string): string => piece.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
const literal = fc.tuple(someText, fc.nat(8), fc.nat(12)).map(([all, from, length]) => {
  return escaped([...all].slice(from, from + length).join("")).replaceAll("\n", "\\n");
});
const atom = fc.constantFrom(
  ...["\\d+", "[0-9]", "\\w*", "[a-z]+", ".", ".*", "\\s?", "(?:lift)?", "\\b", "^", "$", "(?=sql)", "(?<!x)"],
  ...["s?ql", "[Ss]kip", "(?:a|lift)", "3{1,2}", "[^_]", "(lift|sql)\\1?", "6{2}?0"],
);
const row = fc.array(fc.oneof(literal, literal, atom), { minLength: 1, maxLength: 4 }).map((parts) => parts.join(""));
const source = fc.oneof(
  row,
  fc.tuple(row, row).map(([a, b]) => `${a}|${b}`),
  fc.tuple(row, row, row).map(([a, b, c]) => `(?:${a}|${b})${c}`),
);

test("what is selected for regular expressions holds all that matches, whether the words are known or not", () => {
  let told = 0;
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(someText, someText).map(([said, output]) => passage({ said, output })),
        { minLength: 1, maxLength: 8 },
      ),
      fc.array(fc.tuple(source, fc.constantFrom("", "", "i", "u", "iu", "s")), { minLength: 1, maxLength: 12 }),
      (passages, expressions) => {
        const details = (["full", "column", "none"] as const).map((detail) => createIndex(passages, detail));
        for (const [pattern, flags] of expressions) {
          const query = parseQuery(`/${pattern}/${flags}`, { now_ms: 0 });
          if (query.type === "error" || query.passages?.type !== "regex") continue;
          const matches = createMatcher(query);
          const matching = [...passages.keys()].filter((at) => matches(passages[at] ?? passage({})));
          for (const index of details) {
            const selected = [false, true].map((known) => index(query, known));
            for (const each of selected) expect([...each], query.text).toEqual(expect.arrayContaining(matching));
            if ((selected[1]?.size ?? 0) < (selected[0]?.size ?? 0)) told += 1;
          }
        }
      },
    ),
    { numRuns: 120 },
  );
  // Often less is selected where the words are known.
  expect(told).toBeGreaterThan(20);
});
