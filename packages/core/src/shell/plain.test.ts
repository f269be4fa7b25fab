import fc from "fast-check";
import { expect, test } from "vitest";
import { readPlainly } from "./plain.ts";
import { parseScript } from "./script.ts";

const word = fc.constantFrom(
  ...[
    "ls",
    "-la",
    "git",
    "status",
    "--short",
    "cat",
    "a.txt",
    "src/x.ts:10",
    "A=b",
    "--x=y",
    "a=",
    "if",
    "for",
    "time",
    "done",
  ],
  ...[
    "function",
    "in",
    "case",
    "2",
    "&",
    "&&",
    "||",
    "|",
    ";",
    ";;",
    "|&",
    "@%+",
    "./run.sh",
    "!",
    "{",
    "}",
    "-",
    "--",
    "echo",
    "select",
    "x",
    "do",
  ],
);
const script = fc
  .array(word, { minLength: 1, maxLength: 8 })
  .chain((words) => fc.constantFrom(words.join(" "), words.join("  "), ` ${words.join(" ")} `, words.join("")));

test("a script read plainly is read as the parser reads it", () => {
  let plain = 0;
  fc.assert(
    fc.property(script, (source) => {
      const quick = readPlainly(source);
      if (quick === null) return;
      plain += 1;
      expect(parseScript(source)).toEqual(quick);
    }),
    { numRuns: 5000 },
  );
  expect(plain).toBeGreaterThan(300);
});

test.each([
  "echo hello; pwd",
  "cat a.txt",
  "git status --short",
  "npm test -- --run x | tail -20",
  "cd a && make -j4 || true",
])("%s is plain", (source) => {
  expect(readPlainly(source)).toEqual(parseScript(source));
  expect(readPlainly(source)).not.toBeNull();
});

test.each([
  "echo 'a'",
  "echo $x",
  "a > b",
  "ls *",
  "a &",
  "A=b c",
  "for x in y; do z; done",
  "echo a;",
  "a\nb",
  "~/x",
  "a && && b",
  "",
])("%s is for the parser", (source) => {
  expect(readPlainly(source)).toBeNull();
});
