// The completion script for zsh.

import type { CommandSpec, OptionSpec } from "../command.ts";
import { wordsOf } from "./bash.ts";

export function zshScript(commands: readonly CommandSpec[], globals: readonly OptionSpec[]): string {
  const described = commands.map(({ name, summary }) => `    ${quote(`${name}:${summary.replaceAll(":", "\\:")}`)}`);
  const cases = commands.map((command) => {
    const operands = wordsOf(command.operand);
    const rest = operands === null ? "'*:file:_files'" : `'1:word:(${operands})'`;
    const specs = [...command.options, ...globals].flatMap(specOf).map((spec) => `${spec} \\\n        `);
    return `      ${command.name})\n        _arguments \\\n        ${specs.join("")}${rest} ;;`;
  });
  return `#compdef rollbook
# rollbook completions for zsh; put this file into a directory of $fpath as _rollbook.
_rollbook() {
  local -a commands=(
${described.join("\n")}
  )
  if ((CURRENT == 2)); then _describe command commands; return; fi
  local command=$words[2]
  words=("$words[1]" "\${(@)words[3,-1]}")
  ((CURRENT--))
  case $command in
${cases.join("\n")}
  esac
}
_rollbook "$@"
`;
}

function specOf(option: OptionSpec): string[] {
  const text = `[${option.summary.replaceAll(/[[\]:]/g, "\\$&")}]`;
  const value = option.value === undefined ? "" : `:${option.value}:${action(option)}`;
  const names = [`--${option.name}`, ...(option.short === undefined ? [] : [`-${option.short}`])];
  return names.map((name) => quote(`${option.many ? "*" : ""}${name}${text}${value}`));
}

function action(option: OptionSpec): string {
  if (option.choices !== undefined) {
    return option.many ? `_values -s , ${option.name} ${option.choices.join(" ")}` : `(${option.choices.join(" ")})`;
  }
  return option.path ? "_files" : " ";
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
