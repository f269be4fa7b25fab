// The completion script for bash.

import type { CommandSpec, OptionSpec } from "../command.ts";

export function bashScript(commands: readonly CommandSpec[], globals: readonly OptionSpec[]): string {
  const names = commands.map(({ name }) => name).join(" ");
  const words = (options: readonly OptionSpec[]): string => [...options, ...globals].map(longName).join(" ");
  const cases = commands.map((command) => {
    const values = command.options
      .filter(({ value }) => value !== undefined)
      .map((option) => {
        const forms = [longName(option), ...(option.short === undefined ? [] : [`-${option.short}`])].join("|");
        return `        ${forms}) ${reply(option)}; return ;;`;
      });
    const operands = wordsOf(command.operand);
    const rest = operands === null ? "_rollbook_files" : `COMPREPLY=($(compgen -W "${operands}" -- "$word"))`;
    return [
      `    ${command.name})`,
      `      case "$before" in`,
      ...values,
      "      esac",
      `      if [[ $word == -* ]]; then COMPREPLY=($(compgen -W "${words(command.options)}" -- "$word"))`,
      `      else ${rest}; fi ;;`,
    ].join("\n");
  });
  return `# rollbook completions for bash; source this file.
_rollbook_files() { compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$word"); }
_rollbook() {
  local word="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}"
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then COMPREPLY=($(compgen -W "${names} ${words([])}" -- "$word")); return; fi
  case "\${COMP_WORDS[1]}" in
${cases.join("\n")}
  esac
}
complete -F _rollbook rollbook
`;
}

function reply(option: OptionSpec): string {
  if (option.choices !== undefined) return `COMPREPLY=($(compgen -W "${option.choices.join(" ")}" -- "$word"))`;
  return option.path ? "_rollbook_files" : ":";
}

function longName({ name }: OptionSpec): string {
  return `--${name}`;
}

/** The words of an operand such as `<bash|zsh>`; null where it is a path. */
export function wordsOf(operand: string): string | null {
  return /^<[a-z]+(\|[a-z]+)*>$/.test(operand) && !/file|path|directory/.test(operand)
    ? operand.slice(1, -1).replaceAll("|", " ")
    : null;
}
