// Judges the commands that read unless a flag, an operand or a program given to them makes them do more.

import type { RuleName } from "./rules.ts";
import type { ShellWord } from "./script.ts";

type FlagJudge = (args: readonly ShellWord[]) => RuleName;

/** Rule of a reading command whose arguments decide; null for commands that are none. */
export function judgeFlags(name: string, args: readonly ShellWord[]): RuleName | null {
  const judge = JUDGES.get(name);
  if (judge === undefined) return null;
  return args.some(couldBeFlag) ? "dynamic-argument" : judge(args);
}

/** An argument of unknown text that may begin with a dash. */
export function couldBeFlag(word: ShellWord): boolean {
  return word.value === null && (word.lead === "" || word.lead.startsWith("-"));
}

/** Reads, unless some argument before `--` begins as one of these do. */
function unless(pattern: RegExp, rule: RuleName): FlagJudge {
  return (args) => {
    for (const word of args) {
      if (word.value === "--") break;
      if (pattern.test(word.lead)) return rule;
    }
    return "reads-only";
  };
}

function operands(args: readonly ShellWord[]): ShellWord[] {
  return args.filter((word) => !word.lead.startsWith("-") || word.lead === "-");
}

// Address, then a command that prints, deletes or stops; or a substitution with flags that only edit the text.
const SED_ADDRESS = String.raw`(?:\d+|\$|\/(?:[^\/\\\n]|\\.)*\/I?)`;
const SED_COMMAND = String.raw`(?:${SED_ADDRESS}(?:,(?:\+?\d+|\$|\/(?:[^\/\\\n]|\\.)*\/I?))?)?\s*!?\s*(?:[pdqQ=nNDPhHgGx]\d*|s([\/|#,:@!~%])(?:(?!\1)[^\\\n]|\\.)*\1(?:(?!\1)[^\\\n]|\\.)*\1[gpiI\d]*|y\/[^\/]*\/[^\/]*\/)`;
const SED_SAFE = new RegExp(
  String.raw`^\s*${SED_COMMAND}(?:\s*[;\n]\s*(?:${SED_COMMAND.replaceAll("\\1", "\\2")})?)?\s*$`,
);

function judgeSed(args: readonly ShellWord[]): RuleName {
  const programs: (string | null)[] = [];
  let operand: ShellWord | null = null;
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at];
    if (word === undefined) break;
    if (/^(?:--in-place|-[a-zA-Z]*i)/.test(word.lead)) return "writes-by-flag";
    if (word.value === "-e" || word.value === "--expression" || word.value === "-ne" || word.value === "-Ee") {
      at += 1;
      programs.push(args[at]?.value ?? null);
    } else if (/^--expression=/.test(word.lead)) programs.push(word.value?.slice(13) ?? null);
    else if (
      /^(?:-[nErsuz]+|--(?:quiet|silent|regexp-extended|separate|null-data|posix|unbuffered|debug|sandbox))$/.test(
        word.value ?? "",
      )
    ) {
      continue;
    } else if (word.lead.startsWith("-") && word.lead !== "-") return "unread-program";
    else operand ??= word;
  }
  if (programs.length === 0) programs.push(operand?.value ?? null);
  return programs.every((program) => program !== null && program.length < 4096 && isSafeSed(program))
    ? "reads-only"
    : "unread-program";
}

function isSafeSed(program: string): boolean {
  return program === "" || SED_SAFE.test(program);
}

function judgeAwk(args: readonly ShellWord[]): RuleName {
  let at = 0;
  for (; at < args.length; at += 1) {
    const value = args[at]?.value ?? args[at]?.lead ?? "";
    if (value === "-F" || value === "-v") at += 1;
    else if (value === "--") continue;
    else if (!/^-[Fv]./.test(value)) break;
  }
  const program = args[at]?.value;
  if (program === undefined || program === null || program.startsWith("-")) return "unread-program";
  // Strings and patterns may hold these marks too; telling them apart would need a parser of awk.
  return /[>|@]|system|getline|close|fflush|ENVIRON|include|load|extension/.test(program)
    ? "unread-program"
    : "reads-only";
}

function judgeDate(args: readonly ShellWord[]): RuleName {
  for (const [at, word] of args.entries()) {
    if (/^(?:--?s|-[a-zA-Z]*s$)/.test(word.lead)) return "changes-machine";
    const before = args[at - 1]?.value ?? "";
    const taken = /^(?:-d|--date|-r|--reference|-f|--file|-v)$/.test(before);
    if (!taken && !/^[-+]/.test(word.lead)) return "unknown-flag";
  }
  return "reads-only";
}

function judgeTee(args: readonly ShellWord[]): RuleName {
  const files = operands(args).filter((word) => !/^\/dev\/(?:null|stdout|stderr|tty)$/.test(word.value ?? ""));
  return files.length === 0 ? "reads-only" : "writes-files";
}

function judgeTar(args: readonly ShellWord[]): RuleName {
  const first = args[0]?.value ?? "";
  const program = args.some((word) => /^(?:--(?:to|us|ch|inf|new-v|rs|rm)|-I|-F)/.test(word.lead));
  if (program) return "runs-text";
  // An archive named `host:file` is fetched.
  if (args.some((word) => word.value?.includes(":") ?? true)) return "unknown-flag";
  return /^(?:-?[vzjJf]*t[vzjJf]*|--list)$/.test(first) ? "reads-only" : "writes-files";
}

function judgeRsync(args: readonly ShellWord[]): RuleName {
  const remote = (word: ShellWord): boolean => word.value === null || word.value.includes(":");
  return args.some((word) => /^(?:-e|--rsh)/.test(word.lead) || remote(word)) ? "uses-network" : "writes-files";
}

const JUDGES: ReadonlyMap<string, FlagJudge> = new Map<string, FlagJudge>([
  ["awk", judgeAwk],
  ["gawk", judgeAwk],
  ["mawk", judgeAwk],
  ["sed", judgeSed],
  ["gsed", judgeSed],
  ["date", judgeDate],
  ["tee", judgeTee],
  ["tar", judgeTar],
  ["rsync", judgeRsync],
  ["bat", unless(/^--pager/, "runs-tool")],
  ["fd", unless(/^(?:-[a-zA-Z]*[xX]|--exec)/, "runs-text")],
  ["fdfind", unless(/^(?:-[a-zA-Z]*[xX]|--exec)/, "runs-text")],
  ["rg", unless(/^(?:--pre(?:=|$)|--hostname-bin)/, "runs-text")],
  ["ag", unless(/^--pager/, "runs-tool")],
  ["ack", unless(/^--(?:pager|output)/, "unknown-flag")],
  ["file", unless(/^(?:-[a-zA-Z]*C|--com)/, "writes-by-flag")],
  ["tree", unless(/^-[a-zA-Z]*[oR]/, "writes-by-flag")],
  ["sort", judgeSort],
  ["shuf", unless(/^(?:-[a-zA-Z]*o|--o)/, "writes-by-flag")],
  ["uniq", (args) => (operands(args).length > 1 ? "writes-by-flag" : "reads-only")],
  [
    "xxd",
    (args) =>
      operands(args).length > 1 || args.some((word) => /^-[a-z]*r/.test(word.lead)) ? "writes-by-flag" : "reads-only",
  ],
  ["yq", unless(/^(?:-[a-zA-Z]*[is]|--inplace|--split)/, "writes-by-flag")],
  [
    "hostname",
    (args) => (args.every((word) => /^-[sfdiIA]$/.test(word.value ?? "")) ? "reads-only" : "changes-machine"),
  ],
  ["base64", unless(/^(?:-[a-zA-Z]*o|--o)/, "writes-by-flag")],
  ["nm", unless(/^--pl/, "runs-text")],
  ["objdump", unless(/^--pl/, "runs-text")],
  ["gzip", unlessListing],
  ["unzip", unlessListing],
  ["xz", unlessListing],
  ["crontab", (args) => (args.length === 1 && args[0]?.value === "-l" ? "reads-only" : "changes-machine")],
]);

function judgeSort(args: readonly ShellWord[]): RuleName {
  if (args.some((word) => word.lead.startsWith("--com"))) return "runs-text";
  return unless(/^(?:-[a-zA-Z]*o|--o)/, "writes-by-flag")(args);
}

function unlessListing(args: readonly ShellWord[]): RuleName {
  return /^(?:-[lvtZ]+|--list|--test)$/.test(args[0]?.value ?? "") ? "reads-only" : "writes-files";
}
