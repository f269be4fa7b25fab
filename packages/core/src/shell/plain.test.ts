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
  ],
  ...[
    "'a b'",
    "''",
    '"c d"',
    '"it\'s"',
    "x'y'z",
    '"$v"',
    "A='q'",
    "B=1 C=2",
    ">",
    ">>",
    "2>&1",
    ">/dev/null",
    "2>",
    "<",
    "&>",
    ">&2",
    ">|",
  ],
  ...[
    "<<'EOF'\nbody $x\nEOF",
    "<<'E'\n'\nE\n",
    "<<EOF\nx\nEOF",
    "<<-'X'\n\tX",
    "\n",
    "\n\n",
    "*",
    "a?",
    "[b]",
    "~",
    "#",
    "$(x)",
    "<<<",
    ">(a)",
    "<&3",
    "12>f",
    "b2>f",
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
      expect(quick).toEqual(parseScript(source));
    }),
    { numRuns: 10_000 },
  );
  expect(plain).toBeGreaterThan(500);
});

test.each([
  "echo hello; pwd",
  "git status --short",
  "npm test -- --run x 2>&1 | tail -20",
  "cd a && make -j4 || true",
  "rg -n 'foo bar' src > /tmp/out 2>/dev/null",
  "FOO=1 node --test a.ts",
  "cat > a.ts <<'EOF'\nconst x = `${y}`;\nEOF\nnode a.ts",
  'git commit -q -m "say what"',
])("%s is plain", (source) => {
  expect(readPlainly(source)).toEqual(parseScript(source));
  expect(readPlainly(source)).not.toBeNull();
});

test.each([
  "echo $x",
  "ls *",
  "a &",
  "for x in y; do z; done",
  "echo a;",
  "~/x",
  "a && && b",
  "A='b' c",
  "cat <<EOF\n$x\nEOF",
  "(a)",
  "a # b",
])("%s is for the parser", (source) => {
  expect(readPlainly(source)).toBeNull();
});
