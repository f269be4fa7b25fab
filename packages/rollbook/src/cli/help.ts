// Help as text, from the table of commands. The same text is a contract: contracts/cli-help.txt.

import type { CommandSpec, OptionSpec } from "./command.ts";
import { EXIT_MEANINGS } from "./exit.ts";

/** What `rollbook --help` prints, newline at the end. */
export function programHelp(commands: readonly CommandSpec[], globals: readonly OptionSpec[]): string {
  return paragraphs([
    ["Read, check and export the sessions of OpenAI's Codex CLI."],
    ["Usage: rollbook <command> [options]"],
    ["Commands:", ...columns(commands.map(({ name, summary }) => [name, summary]))],
    ["Options:", ...columns(globals.map(optionLine))],
    ["Exit codes:", ...columns(EXIT_MEANINGS.map(([code, meaning]) => [String(code), meaning]))],
    ["More on a command: rollbook <command> --help"],
  ]);
}

/** What `rollbook <command> --help` prints, newline at the end. */
export function commandHelp(command: CommandSpec, globals: readonly OptionSpec[]): string {
  const more = command.operands.max > 1 ? "…" : "";
  const usage = command.passes
    ? `${command.name} [options] ${command.operand}`
    : `${`${command.name} ${command.operand}${more}`.trim()} [options]`;
  return paragraphs([
    [`rollbook ${command.name}: ${command.summary}`],
    [`Usage: rollbook ${usage}`],
    command.details,
    ["Options:", ...columns([...command.options, ...globals].map(optionLine))],
    command.examples.length === 0 ? [] : ["Examples:", ...command.examples.map((line) => `  ${line}`)],
  ]);
}

function optionLine(option: OptionSpec): [string, string] {
  const short = option.short === undefined ? "    " : `-${option.short}, `;
  const value = option.value === undefined ? "" : ` ${option.value}${option.many && option.choices ? ",…" : ""}`;
  return [`${short}--${option.name}${value}`, option.summary];
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}

function paragraphs(blocks: readonly (readonly string[])[]): string {
  const shown = blocks.filter((block) => block.length > 0);
  return `${shown.map((block) => block.join("\n")).join("\n\n")}\n`;
}
