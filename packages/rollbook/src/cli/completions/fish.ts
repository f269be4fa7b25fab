// The completion script for fish.

import type { CommandSpec, OptionSpec } from "../command.ts";
import { wordsOf } from "./bash.ts";

export function fishScript(commands: readonly CommandSpec[], globals: readonly OptionSpec[]): string {
  const lines = ["# rollbook completions for fish; put this file into ~/.config/fish/completions/."];
  for (const { name, summary } of commands) {
    lines.push(`complete -c rollbook -n __fish_use_subcommand -f -a ${name} -d ${quote(summary)}`);
  }
  for (const option of globals) lines.push(`complete -c rollbook ${switches(option)}`);
  for (const command of commands) {
    const here = `complete -c rollbook -n '__fish_seen_subcommand_from ${command.name}'`;
    const operands = wordsOf(command.operand);
    if (operands !== null) lines.push(`${here} -f -a '${operands}'`);
    for (const option of command.options) lines.push(`${here} ${switches(option)}`);
  }
  return `${lines.join("\n")}\n`;
}

function switches(option: OptionSpec): string {
  const parts = [`-l ${option.name}`];
  if (option.short !== undefined) parts.push(`-s ${option.short}`);
  if (option.value !== undefined) parts.push(option.path ? "-r -F" : "-x");
  if (option.choices !== undefined) parts.push(`-a '${option.choices.join(" ")}'`);
  parts.push(`-d ${quote(option.summary)}`);
  return parts.join(" ");
}

function quote(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
