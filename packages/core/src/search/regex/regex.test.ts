import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createAutomaton } from "./automaton.ts";
import { hazardOf } from "./hazard.ts";
import { literalsOf } from "./literals.ts";
import { positionsOf } from "./positions.ts";
import { createRegexScanner } from "./scan.ts";
import { treeOf } from "./tree.ts";

const ATOM = fc.constantFrom(
  ..."a b B 1 . \\s \\w \\. \\n [ab] [^a] (a|bc) (?:b|) (?=a) (?<!b) ^ $ \\b é 错 [🚀] - (?:ab){2} (a)\\1 [a-c]".split(
    " ",
  ),
);
const QUANTIFIER = fc.constantFrom("", "", "", "*", "+", "?", "{2}", "{1,3}", "*?");
const SOURCE = fc
  .array(fc.tuple(ATOM, QUANTIFIER), { minLength: 1, maxLength: 7 })
  .map((parts) => parts.map(([atom, quantifier]) => atom + quantifier).join(""));
const REGEX = fc
  .record({
    source: fc.oneof(
      SOURCE,
      fc.tuple(SOURCE, SOURCE).map((both) => both.join("|")),
    ),
    flags: fc.constantFrom("", "i", "u", "iu", "s"),
  })
  .filter(({ source, flags }) => {
    try {
      return RegExp(source, flags) instanceof RegExp;
    } catch {
      return false;
    }
  });
const TEXT = fc
  .array(fc.constantFrom(..."a b A bc B 1 . - é É 错 🚀 \n".split(" ")), { maxLength: 14 })
  .map((parts) => parts.join(""));

describe("literals", () => {
  test("stand in every text that matches", () => {
    fc.assert(
      fc.property(REGEX, fc.array(TEXT, { maxLength: 10 }), ({ source, flags }, texts) => {
        const literals = literalsOf({ source, flags });
        const regex = new RegExp(source, `m${flags}`);
        for (const text of texts.filter((text) => regex.test(text))) {
          for (const alternatives of literals) {
            const stands = alternatives.some(({ text: literal, ignoreCase }) =>
              ignoreCase ? text.toLowerCase().includes(literal.toLowerCase()) : text.includes(literal),
            );
            expect(stands, `${source} ${flags} in ${text}`).toBe(true);
          }
        }
      }),
      { numRuns: 1500 },
    );
  });

  test.each([
    ["foo", "", [["foo"]]],
    ["foo.*bar", "", [["foo"], ["bar"]]],
    ["(?:error|warn)ing", "", [["warning", "erroring"]]],
    ["fo+ba[rz]", "", [["obar", "obaz"], ["fo"]]],
    ["npm ERR! code (E\\w+)", "i", [["npm err! code "], ["e"]]],
    ["a|.", "", []],
    ["(foo|bar\\d+)x?", "", [["foo", "bar"]]],
    ["\\bTODO\\b:", "", [["TODO:"]]],
    ["colou?r", "", [["colour", "color"]]],
    ["(?=.*needle)x", "", [["needle"], ["x"]]],
    ["ask", "iu", [["a"]]],
    ["[🚀]x", "", []],
  ])("of /%s/%s", (source, flags, expected) => {
    const found = literalsOf({ source, flags }).map((literals) => literals.map(({ text }) => text));
    expect(found.map((texts) => texts.toSorted())).toEqual(expected.map((texts) => texts.toSorted()));
  });

  test("say what of them stands in raw bytes", () => {
    const [[literal] = []] = literalsOf({ source: 'say "hello there"\\n\\tC:\\\\src/x', flags: "" });
    expect(literal).toMatchObject({ text: 'say "hello there"\n\tC:\\src/x', raw: "hello there" });
    const texts = fc.string({ unit: "binary", minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(texts, (text) => {
        const escaped = text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
        for (const [literal] of literalsOf({ source: escaped, flags: "" })) {
          if (literal?.raw === null || literal === undefined) continue;
          expect(JSON.stringify(JSON.stringify(text)).replaceAll("/", "\\/")).toContain(literal.raw);
        }
      }),
    );
  });
});

describe("the time a regular expression takes", () => {
  test.each(
    String.raw`(a+)+ (a|a)* (\s*x\s*)* (a*)* (a*b?)* (\w+\s*)+ (?:a|ab|b)*c (x+x+)+y (.*)* (a{1,1000})* (?:\s*,\s*|\s+)*x (?=(a+)+b) (\w|\d)+$ (a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a) (a?){30}a{30} (x?y?){40} (?:.?){20}.{20}!`.split(
      " ",
    ),
  )("of %s grows beyond all bounds", (source) => {
    expect(hazardOf({ source, flags: "" }).exponential).toBe(true);
  });

  test.each([
    ["foo", 1],
    ["error|warning|fatal", 1],
    ["[0-9a-f]{40}", 1],
    ["function\\s+\\w+\\s*\\(\\s*\\w+", 1],
    ["foo.*bar", 2],
    ["\\s+$", 2],
    ["\\w+@\\w+\\.com", 2],
    ["(?:[^,]+,)*", 2],
    ["(['\"])(.*?)\\1", 2],
    ["[\\s\\S]*?END", 2],
    [".*foo.*bar", 3],
    ["(\\d+\\.)*\\d+", 3],
    ["(?=.*a)(?=.*b)", 2],
    [".{0,80}foo.{0,80}", 1],
    ["(?:a|b|c|foo|bar){1,9}x?y?z?", 1],
    ["\\d{1,3}(?:\\.\\d{1,3}){3}", 1],
    ["(?:19|20)\\d\\d-[01]?\\d-[0-3]?\\d", 1],
    ["(?i:foo|FOO)?bar", 1],
  ])("of %s grows with power %i of the text", (source, degree) => {
    expect(hazardOf({ source, flags: "" })).toMatchObject({ exponential: false, degree });
  });

  test("is told in a moment, whatever the expression", () => {
    const parts = ["(", "a*", "a|", "(a|b)*", "[a-z]+", "a?", "\\1", "(?=a", "x{1,999}", "(?:a{1,9}){1,9}", ")"];
    for (const part of parts) {
      const source = part.repeat(10_000 / part.length);
      expect(hazardOf({ source, flags: "" }).degree).toBeGreaterThan(0);
      expect(literalsOf({ source, flags: "" })).toBeInstanceOf(Array);
    }
    fc.assert(
      fc.property(REGEX, (regex) => {
        expect(hazardOf(regex).degree).toBeGreaterThan(0);
      }),
    );
  });
});

describe("a scan", () => {
  test("finds what the expression matches", () => {
    fc.assert(
      fc.property(REGEX, TEXT, ({ source, flags }, text) => {
        const scanner = createRegexScanner({ source, flags });
        expect(scanner.test(text)).toBe(new RegExp(source, `m${flags}`).test(text));
        const found: [number, number][] = [];
        scanner.each(text, (start, end) => {
          found.push([start, end]);
          return false;
        });
        const expected = [...text.matchAll(new RegExp(source, `gm${flags}`))].filter(([match]) => match !== "");
        expect(found).toEqual(expected.map(({ index, 0: match }) => [index, index + match.length]));
      }),
      { numRuns: 1000 },
    );
  });

  const pad = "0123456789 ".repeat(10_000);
  test.each([
    ["foo.*bar", `${pad}foo${pad.slice(0, 500)}bar${pad}`, true],
    ["^foo.*bar", `${pad}foo bar${pad}`, false],
    ["^foo.*bar", `${pad}\nfoo bar${pad}`, true],
    ["foo.*bar$", `${pad}foo bar${pad}\nx`, false],
    ["foo.*bar$", `${pad}foo bar\n${pad}`, true],
    ["\\bfoo.*", `${pad}xfoo${pad}`, false],
    ["\\bfoo.*", `${pad}foo${pad}`, true],
    ["x[^,]*y", `${pad}x\n${pad.slice(0, 5000)}\ny${pad}`, true],
    ["x\\s+y", `${pad}x ${"\n".repeat(300)}y${pad}`, true],
  ])("of %s goes through long texts", (source, text, expected) => {
    expect(createRegexScanner({ source, flags: "" }).test(text)).toBe(expected);
  });

  test("of a line of megabytes ends", () => {
    const text = `${"a".repeat(300_000)}\n`.repeat(3);
    for (const source of ["a*b", ".*a.*b", "(?:a.*){2}b", "a*a*a*a*b"])
      expect(createRegexScanner({ source, flags: "" }).test(text)).toBe(false);
  });
});

test("an automaton answers as the engine does", () => {
  let asked = 0;
  fc.assert(
    fc.property(REGEX, fc.array(TEXT, { minLength: 3, maxLength: 10 }), (regex, texts) => {
      const tree = treeOf(regex);
      const positions = tree === null ? null : positionsOf(tree);
      if (tree === null || positions?.exact !== true) return;
      const automaton = createAutomaton(positions, tree.flags);
      const engine = new RegExp(regex.source, `m${regex.flags}`);
      asked++;
      for (const text of texts) expect(automaton(text), `${engine} in ${text}`).toBe(engine.test(text));
    }),
    { numRuns: 1500 },
  );
  expect(asked).toBeGreaterThan(150);
});
