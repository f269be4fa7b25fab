// Command lines: what is understood, and the one sentence for what is not.

import { expect, test } from "vitest";
import { COMMANDS, GLOBAL_OPTIONS } from "./commands.ts";
import { EXIT, Failure } from "./exit.ts";
import { parseCommandLine } from "./parse.ts";

const parse = (line: string) => parseCommandLine(line.split(" ").filter(Boolean), COMMANDS, GLOBAL_OPTIONS);

function refusal(line: string): string {
  try {
    parse(line);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    expect(error.code).toBe(EXIT.usage);
    return error.message;
  }
  throw new Error(`understood: ${line}`);
}

function invocation(line: string) {
  const request = parse(line);
  if (request.kind !== "run") throw new Error(`no run: ${line}`);
  return request.invocation;
}

test("help and version, wherever they stand", () => {
  expect(parse("")).toEqual({ kind: "help", command: null });
  expect(parse("-h")).toEqual({ kind: "help", command: null });
  expect(parse("help actions")).toMatchObject({ kind: "help", command: { name: "actions" } });
  expect(parse("actions --help")).toMatchObject({ kind: "help", command: { name: "actions" } });
  expect(parse("-V")).toEqual({ kind: "version" });
  expect(parse("actions x --version")).toEqual({ kind: "version" });
});

test("an option of a command that is called as a global one is the command's", () => {
  expect(invocation("list --version 0.169 --limit 3").values.get("version")).toEqual(["0.169"]);
  expect(invocation("list --version=0.169").values.get("version")).toEqual(["0.169"]);
  expect(parse("list -V")).toEqual({ kind: "version" });
});

test("options before and behind operands, short, long, with and without an equals sign", () => {
  const { operands, flags, values } = invocation(
    "actions --format=csv a -o out --no-redact b - --include output,patch",
  );
  expect(operands).toEqual(["a", "b", "-"]);
  expect([...flags]).toEqual(["no-redact"]);
  expect(Object.fromEntries(values)).toEqual({ format: ["csv"], output: ["out"], include: ["output", "patch"] });
});

test("no option begins with a digit, so that is a value", () => {
  expect(invocation("stats --timezone -05:00").values.get("timezone")).toEqual(["-05:00"]);
});

test("a list may be given in pieces, another option the last time it is given", () => {
  const { values } = invocation("actions a --include output --include patch,prompts --format csv --format json");
  expect(values.get("include")).toEqual(["output", "patch", "prompts"]);
  expect(values.get("format")).toEqual(["json"]);
});

test("everything behind -- is an operand", () => {
  expect(invocation("actions -- --format").operands).toEqual(["--format"]);
});

test.each([
  ["acions x", 'there is no command "acions"; is it actions? (see: rollbook --help)'],
  ["frobnicate", 'there is no command "frobnicate" (see: rollbook --help)'],
  ["--format csv", "--format stands where a command is expected (actions, completions) (see: rollbook --help)"],
  ["actions", "actions needs <session|file|directory|-> (see: rollbook actions --help)"],
  ["actions x --formt csv", "actions has no option --formt; is it --format? (see: rollbook actions --help)"],
  ["actions x --redact=no", "actions has no option --redact; is it --no-redact? (see: rollbook actions --help)"],
  ["actions x --no-redact=1", "--no-redact takes no value (see: rollbook actions --help)"],
  ["actions x --format", "--format needs a value: --format FORMAT (see: rollbook actions --help)"],
  ["actions x --format --no-redact", "--format needs a value: --format FORMAT (see: rollbook actions --help)"],
  ["actions x -o", "-o needs a value: -o FILE (see: rollbook actions --help)"],
  [
    "actions x --format jsn",
    '--format knows no "jsn" (is it json?), only jsonl, json, csv, table (see: rollbook actions --help)',
  ],
  [
    "actions x --include output,secrets",
    '--include knows no "secrets", only output, patch, prompts, reasoning (see: rollbook actions --help)',
  ],
  ["list foo", 'list takes no operand: "foo" (see: rollbook list --help)'],
  ["completions bash zsh", 'completions takes no more than <bash|zsh|fish>: "zsh" (see: rollbook completions --help)'],
])("%s", (line, sentence) => {
  // New commands may join the list without being a reason to fail here.
  const names = COMMANDS.map(({ name }) => name).join(", ");
  expect(refusal(line)).toBe(sentence.replace("actions, completions", names));
});
