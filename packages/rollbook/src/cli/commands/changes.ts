// Commands about what a session changed in files, and the options they share.

import type { CommandSpec, OptionSpec } from "../command.ts";
import { HOME, NO_REDACT } from "./choices.ts";

/** What decides how much of a file's history can be told; shared by the commands that tell it. */
const TELLING: readonly OptionSpec[] = [
  { name: "repo", value: "DIR", path: true, summary: "a repository with the commit the session began with" },
  { name: "commit", value: "REV", summary: "that commit, where the session names none or another is right" },
  { name: "root", value: "PATH", summary: "the folder the session worked in, where it names none" },
  { name: "trust-commands", summary: "take commands, tools and agents to have left the patched files alone" },
];
const WITH_COPIED: OptionSpec = {
  name: "with-copied",
  summary: "count changes of turns copied from another session (forks, subagents)",
};
const TURN: OptionSpec = {
  name: "turn",
  value: "A..B",
  summary: "these turns only: A, A.., ..B; numbers from 1, ids, or last",
};

export const diff: CommandSpec = {
  name: "diff",
  summary: "show what a session changed in files, as one diff",
  operand: "<session|file|->",
  operands: { min: 1, max: 1 },
  options: [
    TURN,
    { name: "per-change", summary: "each change by itself, in order" },
    { name: "stat", summary: "files and numbers of lines only" },
    { name: "patch", summary: "only what git apply can apply; what is left out is told" },
    { name: "json", summary: "print one JSON object (contracts/diff.schema.json)" },
    ...TELLING,
    WITH_COPIED,
    HOME,
    NO_REDACT,
  ],
  details: [
    "From before the first recorded change of a file to after its last one. What is not recorded is not guessed: where",
    "a command may have changed a file between two patches, they are shown one by one, and --patch leaves the file out",
    "and ends with 1. A session is named by its id, the beginning of that, its name, a path or last. docs/replay.md says",
    "what can be known. Secrets are hidden, but in a --patch, which would no longer fit.",
  ],
  examples: ["rollbook diff last", "rollbook diff rollout.jsonl --patch --repo ~/src/project > session.patch"],
  load: async () => (await import("../diff/run.ts")).runDiff,
};

export const files: CommandSpec = {
  name: "files",
  summary: "list the files a session changed, or the sessions that changed a file",
  operand: "<session|file|-> | --touching PATH [home|directory|file]",
  operands: { min: 0, max: Number.POSITIVE_INFINITY },
  options: [
    { name: "touching", value: "PATH", path: true, summary: "the sessions that changed PATH, or a file below it" },
    TURN,
    { name: "json", summary: "print one JSON object (contracts/files.schema.json)" },
    { name: "root", value: "PATH", summary: "the folder the session worked in, where it names none" },
    WITH_COPIED,
    HOME,
    NO_REDACT,
  ],
  details: [
    "Only changes by patches are recorded; what commands wrote is not. A path that is not absolute also means every",
    "recorded path that ends with it. A + and a number with ? are changes that may have happened in part.",
    "Secrets in paths are hidden.",
  ],
  examples: ["rollbook files last", "rollbook files --touching src/app.ts ~/.codex"],
  load: async () => (await import("../files/run.ts")).runFiles,
};

export const replay: CommandSpec = {
  name: "replay",
  summary: "rebuild the files a session changed as they were after a turn",
  operand: "<session|file|->",
  operands: { min: 1, max: 1 },
  options: [
    { name: "at", value: "TURN", summary: "after this turn: its number from 1, or its id (default: the last)" },
    { name: "output", short: "o", value: "DIR", path: true, summary: "write the known files into DIR" },
    { name: "overwrite", summary: "write over files that are in DIR already" },
    { name: "verify", value: "DIR", path: true, summary: "compare with a working tree, byte for byte" },
    { name: "json", summary: "print the report as one JSON object (contracts/replay.schema.json)" },
    ...TELLING,
    HOME,
    NO_REDACT,
  ],
  details: [
    "Files are rebuilt from recorded patches, and with --repo from the commit the session began with. No command is run.",
    "A file that a command may have written is unknown, not guessed, and is not written. Files outside of the session's",
    "folder go to DIR/.outside. Ends with 0 if every file is known and equal, else with 1. docs/replay.md says what can be",
    "known.",
  ],
  examples: [
    "rollbook replay last --repo ~/src/project --verify ~/src/project",
    "rollbook replay rollout.jsonl --at 3 -o after-turn-3",
  ],
  load: async () => (await import("../replay/run.ts")).runReplay,
};
