// Command line → what is wanted. Every mistake becomes one sentence with what was probably meant.

import { parseArgs, type ParseArgsOptionsConfig } from "node:util";
import type { CommandSpec, Invocation, OptionSpec } from "./command.ts";
import { EXIT, Failure } from "./exit.ts";
import { nearest } from "./nearest.ts";

export type Request =
  | { readonly kind: "help"; readonly command: CommandSpec | null }
  | { readonly kind: "version" }
  | { readonly kind: "run"; readonly command: CommandSpec; readonly invocation: Invocation };

/** Throws `Failure` with the usage exit code; never anything else. */
export function parseCommandLine(
  argv: readonly string[],
  commands: readonly CommandSpec[],
  globals: readonly OptionSpec[],
): Request {
  const [first, ...rest] = argv;
  if (first === undefined || first === "--help" || first === "-h") return { kind: "help", command: null };
  if (first === "--version" || first === "-V") return { kind: "version" };
  if (first === "help") return { kind: "help", command: rest[0] === undefined ? null : findCommand(rest[0], commands) };
  if (first.startsWith("-")) {
    throw wrong(`${first} stands where a command is expected (${commands.map(({ name }) => name).join(", ")})`);
  }
  const command = findCommand(first, commands);
  const specs = [...command.options, ...globals];
  const own = command.passes === true ? rest.slice(0, ownWords(rest, specs)) : rest;
  const { tokens } = parseArgs({
    args: own,
    // What a command calls as all do is its own.
    options: configOf([...globals, ...command.options]),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const operands: string[] = [];
  const flags = new Set<string>();
  const values = new Map<string, readonly string[]>();
  for (const token of tokens) {
    if (token.kind === "positional") operands.push(token.value);
    if (token.kind !== "option") continue;
    const spec = specs.find(({ name, short }) => name === token.name || short === token.name);
    if (spec === undefined) throw unknownOption(token.rawName, command, specs);
    if (spec.value === undefined) {
      if (token.value !== undefined) throw wrong(`${token.rawName} takes no value`, command);
      flags.add(spec.name);
    } else {
      values.set(spec.name, [...(spec.many ? (values.get(spec.name) ?? []) : []), ...valuesOf(spec, token, command)]);
    }
  }
  operands.push(...rest.slice(own.length + (rest[own.length] === "--" ? 1 : 0)));
  if (flags.has("help")) return { kind: "help", command };
  if (flags.has("version")) return { kind: "version" };
  if (operands.length < command.operands.min) throw wrong(`${command.name} needs ${command.operand}`, command);
  if (operands.length > command.operands.max) {
    if (command.operands.max === 0) throw wrong(`${command.name} takes no operand: "${operands[0]}"`, command);
    throw wrong(`${command.name} takes no more than ${command.operand}: "${operands[command.operands.max]}"`, command);
  }
  return { kind: "run", command, invocation: { operands, flags, values } };
}

/** How many words come before the command line that is passed on. */
function ownWords(words: readonly string[], specs: readonly OptionSpec[]): number {
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? "";
    if (word === "--" || !word.startsWith("-") || word === "-") return at;
    const spec = specs.find(({ name, short }) => word === `--${name}` || word === `-${short}`);
    if (spec?.value !== undefined) at += 1;
  }
  return words.length;
}

function findCommand(name: string, commands: readonly CommandSpec[]): CommandSpec {
  const found = commands.find((command) => command.name === name);
  if (found !== undefined) return found;
  const meant = nearest(
    name,
    commands.map((command) => command.name),
  );
  throw wrong(meant === null ? `there is no command "${name}"` : `there is no command "${name}"; is it ${meant}?`);
}

function configOf(specs: readonly OptionSpec[]): ParseArgsOptionsConfig {
  return Object.fromEntries(
    specs.map(({ name, short, value }) => [
      name,
      { type: value === undefined ? "boolean" : "string", ...(short === undefined ? {} : { short }) },
    ]),
  );
}

function valuesOf(
  spec: OptionSpec,
  token: { readonly rawName: string; readonly value?: string | undefined; readonly inlineValue?: boolean | undefined },
  command: CommandSpec,
): readonly string[] {
  // `--format --no-redact` would take the next option for a value; a lone dash is one, and so is what begins as a number.
  const missing = token.value === undefined || (!token.inlineValue && /^-\D/.test(token.value));
  if (missing || token.value === undefined || token.value === "") {
    throw wrong(`${token.rawName} needs a value: ${token.rawName} ${spec.value}`, command);
  }
  const values = spec.many && spec.choices ? token.value.split(",").filter((value) => value !== "") : [token.value];
  for (const value of values) {
    if (spec.choices === undefined || spec.choices.includes(value)) continue;
    const meant = nearest(value, spec.choices);
    const hint = meant === null ? "" : ` (is it ${meant}?)`;
    throw wrong(`${token.rawName} knows no "${value}"${hint}, only ${spec.choices.join(", ")}`, command);
  }
  return values;
}

function unknownOption(rawName: string, command: CommandSpec, specs: readonly OptionSpec[]): Failure {
  const names = specs.map(({ name }) => `--${name}`);
  const opposite = names.find((name) => name === rawName.replace(/^--/, "--no-"));
  const meant = opposite ?? nearest(rawName, names);
  const hint = meant === null ? "" : `; is it ${meant}?`;
  return wrong(`${command.name} has no option ${rawName}${hint}`, command);
}

function wrong(sentence: string, command?: CommandSpec): Failure {
  const help = command === undefined ? "rollbook --help" : `rollbook ${command.name} --help`;
  return new Failure(EXIT.usage, `${sentence} (see: ${help})`);
}
