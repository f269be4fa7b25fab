// Judges what a shell script does to the world, from its text alone, and never less than it may do.

import { programName, quoteWord, scriptOf } from "./argv.ts";
import { couldBeFlag, judgeFlags } from "./flags.ts";
import { judgeGit } from "./git.ts";
import { judgement, stronger, type EffectJudgement, type RuleName } from "./rules.ts";
import { readScript, type ShellRedirect, type ShellWord, type SimpleCommand } from "./script.ts";
import { judgeTool } from "./tools.ts";
import { ASSIGNING, BY_NAME, steers, SYSTEM_FOLDERS } from "./words.ts";

const DEEPEST = 8;
const NO_FILE = /^\/dev\/(?:null|stdout|stderr|tty|fd\/\d+)$/;

/**
 * What a command line does: the strongest class of all the simple commands in it, at any depth (pipelines, lists,
 * loops, functions, substitutions, here-documents, scripts inside `bash -c`), in the order reads, writes, network,
 * runs, unknown; with the rule that said so for the first command of that class. `runs` is above `network` because the
 * command line does not show what the code does; `unknown` is above all because nothing may be concluded from it.
 *
 * `reads` is said only where every command is known to read. Aliases, functions and programs that a machine has put in
 * place of well-known ones are not considered. Scripts are read as bash; what another shell alone understands is
 * unknown. Total, and bounded in time.
 */
export function judgeCommand(script: string): EffectJudgement {
  return judgeScript(script, 0);
}

/**
 * The same for an argument vector: the script of a Unix shell, else the program with its arguments. A PowerShell or cmd
 * script is not read; it `runs`.
 */
export function judgeArgv(argv: readonly string[]): EffectJudgement {
  const script = PLAIN_SHELLS.has(argv[0] ?? "") ? scriptOf(argv) : null;
  return script === null ? judgeScript(argv.map(quoteWord).join(" "), 0) : judgeScript(script, 1);
}

/** As Codex writes them; what they are given is their script's to answer for, as the long way round would say. */
const PLAIN_SHELLS: ReadonlySet<string> = new Set(["/bin/bash", "bash", "/bin/sh", "sh", "/bin/zsh", "zsh"]);

function judgeScript(source: string, depth: number): EffectJudgement {
  const script = depth > DEEPEST ? null : readScript(source);
  if (script === null || script.commands.length === 0) return judgement("unparsed");
  let strongest = judgement(script.hidden_code ? "dynamic-command" : "reads-only");
  for (const command of script.commands) {
    strongest = stronger(strongest, judgeSimple(command, script.functions, depth));
    if (strongest.class === "unknown") break;
  }
  return strongest;
}

function judgeSimple(command: SimpleCommand, functions: ReadonlySet<string>, depth: number): EffectJudgement {
  let strongest = judgement("reads-only");
  if (command.assignments.some((word) => steers(word.lead, word.value !== null))) {
    strongest = stronger(strongest, judgement("steered-environment"));
  }
  for (const redirect of command.redirects) strongest = stronger(strongest, judgement(redirectRule(redirect)));
  if (command.name === null) return strongest;
  const { value } = command.name;
  if (value === null) return stronger(strongest, judgement("dynamic-command"));
  if (functions.has(value)) return strongest;
  return stronger(strongest, judgeWords(value, command.args, depth));
}

function redirectRule(redirect: ShellRedirect): RuleName {
  const lead = redirect.target?.lead ?? "";
  if (/^\/dev\/(?:tcp|udp)\//.test(lead)) return "opens-socket";
  if (!redirect.operator.includes(">")) return "reads-only";
  if (redirect.operator === ">&" && /^(?:\d+-?|-)$/.test(redirect.target?.value ?? "")) return "reads-only";
  return NO_FILE.test(redirect.target?.value ?? "") ? "reads-only" : "redirects-to-file";
}

function judgeWords(program: string, args: readonly ShellWord[], depth: number): EffectJudgement {
  const slash = program.lastIndexOf("/");
  if (slash !== -1 && !SYSTEM_FOLDERS.has(program.slice(0, slash))) return judgement("runs-path");
  const name = programName(program);
  const wrapped = wrappedCommand(name, args);
  if (wrapped !== null) return judgeWrapped(wrapped, depth);
  if (name === "find") return judgeFind(args, depth);
  if (name === "git") return judgeGit(args);
  const rule = BY_NAME.get(name);
  const tool = judgeTool(name, args);
  const [first] = args;
  if (
    args.length === 1 &&
    (rule !== undefined || tool !== null) &&
    /^(?:--version|-V|-version)$/.test(first?.value ?? "")
  ) {
    return judgement(rule === "reads-only" ? "reads-only" : "asks-version");
  }
  if ((name === "node" || name === "npm") && args.length === 1 && first?.value === "-v")
    return judgement("asks-version");
  if (tool !== null) return tool;
  const flags = judgeFlags(name, args);
  if (flags !== null) return judgement(flags);
  if (rule === "runs-interpreter") return judgeShell(program, args, depth);
  if (name === "eval" || name === "trap") return judgeText(name, args, depth);
  if (rule === "reads-only" && ASSIGNING.has(name)) return judgement(assigningRule(name, args));
  return judgement(rule ?? "unknown-command");
}

/** `bash -c 'script'` is judged by its script; everything else that is given to an interpreter just runs. */
function judgeShell(program: string, args: readonly ShellWord[], depth: number): EffectJudgement {
  const argv = args.map((word) => word.value);
  if (argv.includes(null)) return judgement("runs-interpreter");
  const script = scriptOf([program, ...argv.map((word) => word ?? "")]);
  return script === null || /^(?:cmd|powershell|pwsh|fish)$/.test(programName(program))
    ? judgement("runs-interpreter")
    : judgeScript(script, depth + 1);
}

function judgeText(name: string, args: readonly ShellWord[], depth: number): EffectJudgement {
  if (args.length === 0) return judgement("reads-only");
  const words = name === "trap" ? args.slice(0, 1) : args;
  const values = words.flatMap((word) => word.value ?? []);
  if (values.length < words.length) return judgement("runs-text");
  const text = values.join(" ");
  if (name === "trap" && (text === "" || text === "-" || text === "-l" || text === "-p"))
    return judgement("reads-only");
  return judgeScript(text, depth + 1);
}

/** Builtins that set variables can set one that steers, and evaluate a subscript as if it were source text. */
function assigningRule(name: string, args: readonly ShellWord[]): RuleName {
  if (name === "printf" && !(args[0]?.lead.startsWith("-") ?? false))
    return args[0]?.value === null && args[0].lead === "" ? "dynamic-argument" : "reads-only";
  for (const word of args) {
    if (steers(word.lead.includes("=") ? word.lead : `${word.lead}=`, word.value !== null))
      return "steered-environment";
    if (/\[.*(?:\$\(|`)/s.test(word.lead)) return "runs-text";
    // A name reference would let a later assignment set another variable than the one it names.
    if (/^-\w*n/.test(word.lead) && (name === "declare" || name === "typeset" || name === "local"))
      return "unknown-flag";
  }
  return "reads-only";
}

interface Wrapped {
  readonly rule: RuleName;
  readonly command: readonly ShellWord[];
}

// Flags of commands that run another: those with a word of their own, and those without.
const WRAPPERS: Readonly<Record<string, { readonly pair: RegExp; readonly lone: RegExp; readonly operands: number }>> =
  {
    command: { pair: /^$/, lone: /^-p$/, operands: 0 },
    builtin: { pair: /^$/, lone: /^$/, operands: 0 },
    exec: { pair: /^-a$/, lone: /^-[cl]+$/, operands: 0 },
    env: { pair: /^-[uC]$/, lone: /^(?:-i?|--ignore-environment|-0)$/, operands: 0 },
    nice: { pair: /^-n$/, lone: /^-(?:n?-?\d+)$/, operands: 0 },
    setsid: { pair: /^$/, lone: /^-[cfw]+$/, operands: 0 },
    stdbuf: { pair: /^-[ioe]$/, lone: /^-[ioe]\w+$/, operands: 0 },
    time: { pair: /^$/, lone: /^-[pv]$/, operands: 0 },
    timeout: {
      pair: /^-[ks]$/,
      lone: /^(?:-[ks]\w+|--(?:kill-after|signal)=\w+|--foreground|--preserve-status|-v)$/,
      operands: 1,
    },
    gtimeout: {
      pair: /^-[ks]$/,
      lone: /^(?:-[ks]\w+|--(?:kill-after|signal)=\w+|--foreground|--preserve-status|-v)$/,
      operands: 1,
    },
    xargs: {
      pair: /^-[nPLIdsE]$/,
      lone: /^(?:-[0rtx]+|-[nPLIdsE].+|--null|--no-run-if-empty|--verbose)$/,
      operands: 0,
    },
  };

function wrappedCommand(name: string, args: readonly ShellWord[]): Wrapped | null {
  const wrapper = Object.hasOwn(WRAPPERS, name) ? WRAPPERS[name] : undefined;
  if (wrapper === undefined) return null;
  let at = 0;
  let rule: RuleName = "reads-only";
  for (; at < args.length; at += 1) {
    const word = args[at];
    if (word === undefined || !word.lead.startsWith("-") || word.lead === "--") break;
    if (name === "command" && /^-[vV]+$/.test(word.value ?? "")) return { rule, command: [] };
    if (wrapper.pair.test(word.value ?? "none")) at += 1;
    else if (!wrapper.lone.test(word.value ?? "none")) rule = "unknown-flag";
  }
  if (args[at]?.value === "--") at += 1;
  if (name === "env") {
    for (; /^\w+=/.test(args[at]?.lead ?? ""); at += 1) {
      const word = args[at];
      if (word !== undefined && steers(word.lead, word.value !== null)) rule = "steered-environment";
    }
  }
  const command = args.slice(at + wrapper.operands);
  if (name !== "xargs" || command.length === 0) return { rule, command };
  // xargs reads words from its input and adds them, so any of them may be a flag; with -I they may stand anywhere.
  const read: ShellWord = { value: null, lead: "" };
  const replaced = args.slice(0, at).some((word) => /^-[Ii]/.test(word.lead));
  return { rule, command: replaced ? command.map((word, index) => (index === 0 ? word : read)) : [...command, read] };
}

function judgeWrapped(wrapped: Wrapped, depth: number): EffectJudgement {
  if (depth > DEEPEST) return judgement("unparsed");
  const [program, ...args] = wrapped.command;
  const outer = judgement(wrapped.rule);
  // Alone, `env` prints, `exec` redirects and xargs echoes.
  if (program === undefined) return outer;
  if (program.value === null) return judgement("dynamic-command");
  return stronger(outer, judgeWords(program.value, args, depth + 1));
}

function judgeFind(args: readonly ShellWord[], depth: number): EffectJudgement {
  if (args.some(couldBeFlag)) return judgement("dynamic-argument");
  let strongest = judgement("reads-only");
  for (let at = 0; at < args.length; at += 1) {
    const flag = args[at]?.value ?? "";
    if (/^-(?:delete|fprint|fprint0|fprintf|fls)$/.test(flag))
      strongest = stronger(strongest, judgement("writes-by-flag"));
    if (!/^-(?:exec|execdir|ok|okdir)$/.test(flag)) continue;
    const end = args.findIndex((word, index) => index > at && (word.value === ";" || word.value === "+"));
    // Found paths begin with the starting point, so `{}` is never a flag.
    const command = args
      .slice(at + 1, end === -1 ? undefined : end)
      .map((word) =>
        word.value?.includes("{}") === true ? { value: null, lead: word.value === "{}" ? "./" : word.value } : word,
      );
    const [program, ...rest] = command;
    if (program === undefined || program.value === null) return judgement("dynamic-command");
    strongest = stronger(strongest, judgeWords(program.value, rest, depth + 1));
    at = end === -1 ? args.length : end;
  }
  return strongest;
}
