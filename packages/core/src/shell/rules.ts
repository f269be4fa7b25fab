// The rules by which a command's effect is judged: stable names, their class and what they mean.

export type EffectClass = "reads" | "writes" | "runs" | "network" | "unknown";

export interface EffectJudgement {
  readonly class: EffectClass;
  /** A key of `RULES`. */
  readonly rule: RuleName;
}

interface Rule {
  readonly class: EffectClass;
  readonly meaning: string;
}

/**
 * Every rule, weakest class first. The docs print this table; a name never changes its meaning.
 *
 * - `reads`: looks, and changes nothing but time stamps and caches
 * - `writes`: changes files or other state of this machine, in ways the command line shows
 * - `network`: talks to other machines, where nothing can be undone
 * - `runs`: executes code that the command line does not show, so it may do all of the above
 * - `unknown`: not understood, so nothing is claimed
 */
export const RULES = {
  "reads-only": { class: "reads", meaning: "Every command is one that only reads, without a flag that writes." },
  "asks-version": { class: "reads", meaning: "A known program is asked for its version and nothing else." },
  "writes-files": { class: "writes", meaning: "A command whose purpose is to create, change or remove files." },
  "writes-by-flag": { class: "writes", meaning: "A reading command with a flag or operand that makes it write." },
  "redirects-to-file": { class: "writes", meaning: "Output is redirected to a file." },
  "writes-repository": { class: "writes", meaning: "A git command that changes the work tree, index or repository." },
  "applies-patch": { class: "writes", meaning: "A patch changes files (apply_patch, patch)." },
  "changes-machine": { class: "writes", meaning: "Signals processes or changes settings of the machine." },
  "uses-network": { class: "network", meaning: "A command whose purpose is to talk to another machine." },
  "git-network": { class: "network", meaning: "A git command that talks to a remote." },
  "fetches-packages": { class: "network", meaning: "A package manager that fetches, publishes or looks up packages." },
  "opens-socket": { class: "network", meaning: "A redirection opens a socket (/dev/tcp, /dev/udp)." },
  "runs-interpreter": { class: "runs", meaning: "A language interpreter or another shell runs a program." },
  "runs-tool": { class: "runs", meaning: "A build tool, test runner or other program that runs a project's code." },
  "runs-path": { class: "runs", meaning: "A program or script named by its path." },
  "runs-text": { class: "runs", meaning: "Text is run as a script (eval, source, xargs or find with a shell)." },
  "runs-as-another": { class: "runs", meaning: "Runs something as another user or in a container." },
  "unknown-command": { class: "unknown", meaning: "A command on none of the lists." },
  "unknown-flag": {
    class: "unknown",
    meaning: "A known command with a flag or sub-command whose effect is not known.",
  },
  "unread-program": { class: "unknown", meaning: "A sed or awk program that is more than the judge can read." },
  "dynamic-command": { class: "unknown", meaning: "The name of the command is only known when the script runs." },
  "dynamic-argument": { class: "unknown", meaning: "An argument only known at run time could be a flag that writes." },
  "steered-environment": { class: "unknown", meaning: "Sets a variable that decides which programs are run." },
  unparsed: { class: "unknown", meaning: "Not understood as a shell script, or too long or too deep to be read." },
} as const satisfies Readonly<Record<string, Rule>>;

export type RuleName = keyof typeof RULES;

const RANK: Readonly<Record<EffectClass, number>> = { reads: 0, writes: 1, network: 2, runs: 3, unknown: 4 };

export function judgement(rule: RuleName): EffectJudgement {
  return { class: RULES[rule].class, rule };
}

/** The stronger of two; of one class, the first, but any rule that tells more than `reads-only`. */
export function stronger(one: EffectJudgement, other: EffectJudgement): EffectJudgement {
  if (one.rule === "reads-only") return other;
  return RANK[other.class] > RANK[one.class] ? other : one;
}
