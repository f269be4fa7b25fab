// Judges git command lines.

import { judgement, type EffectJudgement, type RuleName } from "./rules.ts";
import type { ShellWord } from "./script.ts";

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

const READS = words(`
  blame annotate cat-file check-attr check-ignore check-mailmap check-ref-format cherry column count-objects describe
  diff diff-files diff-index diff-tree for-each-ref fsck get-tar-commit-id grep help log ls-files ls-tree merge-base
  merge-tree name-rev patch-id range-diff rev-list rev-parse shortlog show show-branch show-ref status var verify-commit
  verify-pack verify-tag version whatchanged`);
const WRITES = words(`
  add am apply archive bundle checkout checkout-index cherry-pick clean commit commit-graph commit-tree fast-export
  fast-import format-patch gc hash-object init merge merge-file mktag mktree mv pack-objects pack-refs prune
  prune-packed read-tree rebase repack replace rerere reset restore revert rm sparse-checkout stage switch symbolic-ref
  unpack-objects update-index update-ref update-server-info write-tree maintenance multi-pack-index`);
const NETWORK = words(`
  clone cvsimport daemon fetch fetch-pack http-fetch http-push imap-send lfs ls-remote p4 pull push request-pull
  send-email send-pack svn`);

// Flags that let a reading sub-command write a file or start a program, and what git takes for short forms of them.
const OUTPUT = /^--ou(?!rs)|^-o.|^--los/;
const PROGRAM = /^(?:--ext|--exe|--te|--op|-O|--upl|--filters$)/;
const RUNS_LATER = /^(?:--exec(?:=|$)|-x)/;

/** Options before the sub-command: those that take a further word, and those that take none. */
const GLOBAL_PAIR = words("-C --git-dir --work-tree --namespace --super-prefix");
const GLOBAL_LONE = words(`
  -P --no-pager --no-replace-objects --bare --literal-pathspecs --glob-pathspecs --noglob-pathspecs --icase-pathspecs
  --no-optional-locks --no-lazy-fetch`);
const HARMLESS_CONFIG = /^(?:color\.[\w.]+|core\.(?:quotepath|abbrev)|log\.\w+|diff\.renames|core\.pager=cat$)/i;

/** Effect of `git` with these arguments. Hooks and aliases are not considered; an unknown sub-command is unknown. */
export function judgeGit(args: readonly ShellWord[]): EffectJudgement {
  let at = 0;
  for (; at < args.length; at += 1) {
    const word = args[at];
    const value = word?.value ?? null;
    if (value === null) return judgement(word?.lead === "" ? "dynamic-argument" : "unknown-flag");
    if (!value.startsWith("-")) break;
    if (value === "--version" || value === "--help" || value === "--exec-path" || value === "--html-path") {
      return judgement("reads-only");
    }
    if (value === "-c") {
      at += 1;
      if (!HARMLESS_CONFIG.test(args[at]?.value ?? "")) return judgement("steered-environment");
    } else if (GLOBAL_PAIR.has(value)) at += 1;
    else if (!GLOBAL_LONE.has(value) && !/^--(?:git-dir|work-tree|namespace)=/.test(value)) {
      return judgement("unknown-flag");
    }
  }
  const command = args[at]?.value;
  if (command === undefined || command === null) return judgement("reads-only");
  const rest = args.slice(at + 1);
  if (NETWORK.has(command)) return judgement("git-network");
  if (command === "filter-branch" || command === "difftool" || command === "mergetool") return judgement("runs-tool");
  if (command === "rebase" && rest.some((word) => RUNS_LATER.test(word.lead))) return judgement("runs-text");
  if (WRITES.has(command))
    return judgement(command === "archive" && hasRemote(rest) ? "git-network" : "writes-repository");
  if (READS.has(command)) return judgement(readingRule(rest, command === "grep"));
  return judgement(mixedRule(command, rest));
}

function readingRule(rest: readonly ShellWord[], grep: boolean): RuleName {
  for (const word of rest) {
    if (word.value === "--") break;
    if (word.value === null && word.lead === "") return "dynamic-argument";
    if (PROGRAM.test(word.lead) && (grep || !word.lead.startsWith("-O"))) return "runs-tool";
    // `-o` of git grep prints only the matching part.
    if (OUTPUT.test(word.lead) && !(grep && !word.lead.startsWith("--"))) return "writes-by-flag";
  }
  return "reads-only";
}

function hasRemote(rest: readonly ShellWord[]): boolean {
  return rest.some((word) => word.lead.startsWith("--remote"));
}

/** Sub-commands that read or write as their own sub-commands and operands say. */
function mixedRule(command: string, rest: readonly ShellWord[]): RuleName {
  if (rest.some((word) => word.value === null && word.lead === "")) return "dynamic-argument";
  const values = rest.map((word) => word.value ?? word.lead);
  const first = values[0];
  const operands = values.filter((value) => !value.startsWith("-"));
  const flags = values.filter((value) => value.startsWith("-"));
  const lists = flags.some((flag) =>
    /^(?:--list|-l|--contains|--no-contains|--merged|--no-merged|--points-at)/.test(flag),
  );
  const shows = flags.every((flag) =>
    /^(?:-a|-r|-v|-vv|-i|-l|-n\d*|--all|--remotes|--verbose|--list|--show-current|--ignore-case|--(?:sort|format|contains|no-contains|merged|no-merged|points-at|column|color|abbrev)(?:=.*)?|--no-color|--no-column|--no-abbrev)$/.test(
      flag,
    ),
  );
  switch (command) {
    case "branch":
    case "tag":
      return shows && (operands.length === 0 || lists) ? "reads-only" : "writes-repository";
    case "remote":
      if (first === undefined || first === "-v" || first === "--verbose" || first === "get-url") return "reads-only";
      return first === "show" || first === "update" || first === "prune" ? "git-network" : "writes-repository";
    case "config":
      if (first === "get" || first === "list") return "reads-only";
      return flags.some((flag) => /^(?:--get(?:-all|-regexp|-urlmatch)?|--list|-l)$/.test(flag)) || isLoneKey(values)
        ? "reads-only"
        : "writes-repository";
    case "stash":
      return first === "list" || first === "show" ? "reads-only" : "writes-repository";
    case "worktree":
    case "notes":
      return first === "list" || first === "show" ? "reads-only" : "writes-repository";
    case "reflog":
      return first === "expire" || first === "delete" || first === "drop" ? "writes-repository" : "reads-only";
    case "bisect":
      if (first === "run") return "runs-text";
      return first === "log" || first === "view" || first === "terms" ? "reads-only" : "writes-repository";
    case "submodule":
      if (first === "foreach") return "runs-text";
      if (first === undefined || first === "status" || first === "summary") return "reads-only";
      return first === "update" || first === "add" ? "git-network" : "writes-repository";
    default:
      return "unknown-flag";
  }
}

/** `git config section.key` prints a value; with a second word it would set it. */
function isLoneKey(values: readonly string[]): boolean {
  return values.length === 1 && /^[\w-]+\.[\w.-]+$/.test(values[0] ?? "");
}
