// The table of commands: every command there is, and nothing else.

import type { CommandSpec, OptionSpec } from "./command.ts";

export const GLOBAL_OPTIONS: readonly OptionSpec[] = [
  { name: "help", short: "h", summary: "show help and end" },
  { name: "version", short: "V", summary: "show the version and end" },
];

export const FORMATS = ["jsonl", "json", "csv", "table"] as const;
export const INCLUDES = ["output", "patch", "prompts", "reasoning"] as const;
export const UPGRADE_ERAS = ["bare", "envelope", "legacy", "paginated"] as const;
export const SHOW_ONLY = ["commands", "files", "messages", "errors"] as const;
export const COLOUR_WHEN = ["always", "never", "auto"] as const;
export const LIST_SORTS = ["created", "updated", "size"] as const;
export const LIST_KINDS = ["interactive", "exec", "subagent", "review", "other"] as const;
export const STATS_BY = ["day", "week", "month", "model", "project", "session"] as const;
export const SHELLS = ["bash", "zsh", "fish"] as const;

/** Where words that name a session are looked up. */
export const HOME: OptionSpec = {
  name: "home",
  value: "DIR",
  path: true,
  many: true,
  summary: "look sessions up in this codex home; may be given again (default: $CODEX_HOME, else ~/.codex)",
};

const list: CommandSpec = {
  name: "list",
  summary: "list the sessions of a codex home, newest first",
  operand: "",
  operands: { min: 0, max: 0 },
  options: [
    {
      name: "home",
      value: "DIR",
      path: true,
      many: true,
      summary: "list this codex home; may be given again (default: $CODEX_HOME, else ~/.codex)",
    },
    { name: "limit", value: "N", summary: "sessions on a page (default: 25)" },
    { name: "cursor", value: "CURSOR", summary: "go on where the page that gave this cursor ended" },
    {
      name: "sort",
      value: "KEY",
      choices: LIST_SORTS,
      summary: "created (the default), updated or size; the newest or largest first",
    },
    { name: "tree", summary: "subagents, reviews and forks under the session they came from" },
    { name: "cwd", value: "DIR", path: true, many: true, summary: "only sessions that worked in DIR or below it" },
    {
      name: "project",
      value: "NAME",
      many: true,
      summary: "only of the repository, or else the directory, of this name",
    },
    { name: "repo", value: "REPO", many: true, summary: "only of this git remote: a URL, owner/name, or name" },
    { name: "branch", value: "NAME", many: true, summary: "only begun on this git branch" },
    { name: "model", value: "NAME", many: true, summary: "only with a model whose name begins so" },
    { name: "provider", value: "NAME", many: true, summary: "only of this model provider" },
    {
      name: "source",
      value: "KIND",
      choices: LIST_KINDS,
      many: true,
      summary: "only interactive, exec, subagent, review or other sessions",
    },
    { name: "originator", value: "NAME", many: true, summary: "only begun by this client, such as codex_vscode" },
    { name: "version", value: "VERSION", many: true, summary: "only begun by this version of Codex: 0.169 or 0.169.0" },
    { name: "name", value: "TEXT", many: true, summary: "only with this text in the name they were given" },
    {
      name: "since",
      value: "TIME",
      summary: "only from then on: 2026-11-21, a time in RFC 3339, or 3d (30m, 12h, 2w) ago",
    },
    { name: "until", value: "TIME", summary: "only up to then; a day counts whole" },
    {
      name: "archived",
      value: "WHICH",
      choices: ["only", "with", "without"],
      summary: "archived sessions: with (the default), only or without",
    },
    { name: "errors", summary: "only sessions in which a command, a call or a turn failed" },
    {
      name: "path",
      value: "FILE",
      many: true,
      summary: "only sessions that changed this file, or one below this directory",
    },
    { name: "scan-cap", value: "N", summary: "read at most N files for a page (default: 10000)" },
    { name: "json", summary: "print one JSON object (contracts/list.schema.json)" },
    { name: "head", value: "N", summary: "with --json: the first N records of each session (default: 5)" },
    { name: "no-redact", summary: "do not hide passwords, keys and tokens" },
  ],
  details: [
    "Each session comes once, whatever files, copies and segments it lies in. Files are the truth: no database of Codex's",
    "is asked, so nothing is missing because it was not indexed, and nothing is hidden that is not filtered out. Only the",
    "sessions of the page are read, but --model, --errors, --path and, where no head tells, --cwd, --project and --name",
    "read what they have to look into. --since and --until go by the time that the list is sorted by. docs/list.md tells",
    "what each column and field means.",
  ],
  examples: [
    "rollbook list --cwd . --since 2w",
    "rollbook list --source interactive,exec --errors",
    "rollbook list --path src/index.ts --json --head 0",
  ],
  load: async () => (await import("./list/run.ts")).runList,
};

const actions: CommandSpec = {
  name: "actions",
  summary: "list what sessions did: commands, file changes, tool calls, in order",
  operand: "<session|file|directory|->",
  operands: { min: 1, max: Number.POSITIVE_INFINITY },
  options: [
    {
      name: "format",
      value: "FORMAT",
      choices: FORMATS,
      summary: "jsonl (a stream of records, the default), json, csv or table",
    },
    {
      name: "include",
      value: "WHAT",
      choices: INCLUDES,
      many: true,
      summary: "add text left out by default: output, patch, prompts, reasoning",
    },
    { name: "no-redact", summary: "do not hide passwords, keys and tokens" },
    { name: "with-copied", summary: "keep actions copied or inherited from another session (forks, subagents)" },
    { name: "single-file", summary: "tell each file by itself, not the session it is a part of" },
    HOME,
    { name: "output", short: "o", value: "FILE", path: true, summary: "write to FILE, complete or not at all" },
    { name: "jobs", value: "N", summary: "read N files at a time (default: as many as there are processors)" },
  ],
  details: [
    "Reads session files of every Codex version: rollout-*.json, .jsonl and .jsonl.zst. A directory is searched for",
    "them; - reads standard input. A session is also named by its id, at least four characters that only its id begins",
    "with, its name, or last (the one written to last). Nothing is ever written into a codex home.",
    "A session comes whole, whatever files it lies in: reverted turns stay, and one session alone begins with what it",
    "inherited. Of several each tells its own.",
    "Text that looks like a secret is replaced; a line on standard error says how often and by which rule.",
  ],
  examples: [
    "rollbook actions ~/.codex --format table",
    "rollbook actions last",
    "rollbook actions rollout.jsonl --include output -o actions.jsonl",
    "cat rollout.jsonl | rollbook actions - --format csv",
  ],
  load: async () => (await import("./actions/run.ts")).runActions,
};

const check: CommandSpec = {
  name: "check",
  summary: "say what session files are, and what in them is damaged, missing or odd",
  operand: "<session|file|directory|->",
  operands: { min: 1, max: Number.POSITIVE_INFINITY },
  options: [
    { name: "json", summary: "print one JSON object (contracts/check.schema.json)" },
    { name: "verbose", short: "v", summary: "show every file, and all that is known of it" },
    {
      name: "max-findings",
      value: "N",
      summary: "show at most N findings of a kind in a file (text: 20, JSON: all)",
    },
    HOME,
  ],
  details: [
    "Reads every byte: each must belong to a record, to damage or to a line's end; each record must fit the schema and",
    "encode to the bytes it was read from. A directory or a codex home is searched for sessions; - reads standard input.",
    "A session is also named by its id, the beginning of it, its name, or last: then all its files are checked, and those",
    "it goes on from. A file that continues another is held against it. In sum each thread counts once, with what it did",
    "itself. Ends with 0 if all is well (notes allowed), 1 if there are warnings or errors, and 3 if something could not be",
    "read or holds no session. Every kind of finding is explained in docs/check.md.",
  ],
  examples: ["rollbook check ~/.codex", "rollbook check rollout.jsonl --json"],
  load: async () => (await import("./check/run.ts")).runCheck,
};

const upgrade: CommandSpec = {
  name: "upgrade",
  summary: "write an old session anew, as a newer Codex would have written it",
  operand: "<file>",
  operands: { min: 1, max: 1 },
  options: [
    {
      name: "output",
      short: "o",
      value: "FILE",
      path: true,
      summary: "the new file (required); no file is written over",
    },
    { name: "to", value: "ERA", choices: UPGRADE_ERAS, summary: "the era to reach (default: paginated, 0.148 …)" },
    { name: "json", summary: "print the report as one JSON object (contracts/upgrade.schema.json)" },
  ],
  details: [
    "The old file stays as it is, and nothing is written into a codex home. The report says what the old file could not",
    "tell and had to be made up, and what has no place in the new one. Codex 0.169 reads the result with its turns,",
    "messages and commands. A file of that era or a newer one is left alone, and none is written.",
  ],
  examples: ["rollbook upgrade rollout-2025-05-02-….json -o rollout.jsonl"],
  load: async () => (await import("./upgrade/run.ts")).runUpgrade,
};

/** What decides how much of a file's history can be told; shared by the commands that tell it. */
const TELLING: readonly OptionSpec[] = [
  { name: "repo", value: "DIR", path: true, summary: "a repository with the commit the session began with" },
  { name: "commit", value: "REV", summary: "that commit, where the session names none or another is right" },
  { name: "root", value: "PATH", summary: "the folder the session worked in, where it names none" },
  { name: "trust-commands", summary: "take commands, tools and agents to have left the patched files alone" },
];
const NO_REDACT: OptionSpec = { name: "no-redact", summary: "do not hide passwords, keys and tokens" };
const WITH_COPIED: OptionSpec = {
  name: "with-copied",
  summary: "count changes of turns copied from another session (forks, subagents)",
};
const TURN: OptionSpec = {
  name: "turn",
  value: "A..B",
  summary: "these turns only: A, A.., ..B; numbers from 1, ids, or last",
};

const diff: CommandSpec = {
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
  load: async () => (await import("./diff/run.ts")).runDiff,
};

const files: CommandSpec = {
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
  ],
  details: [
    "Only changes by patches are recorded; what commands wrote is not. A path that is not absolute also means every",
    "recorded path that ends with it. A + and a number with ? are changes that may have happened in part.",
  ],
  examples: ["rollbook files last", "rollbook files --touching src/app.ts ~/.codex"],
  load: async () => (await import("./files/run.ts")).runFiles,
};

const replay: CommandSpec = {
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
  load: async () => (await import("./replay/run.ts")).runReplay,
};

const appServer: CommandSpec = {
  name: "app-server",
  summary: "answer Codex clients that list and read threads (JSON-RPC on standard input and output)",
  operand: "",
  operands: { min: 0, max: 0 },
  options: [
    {
      name: "home",
      value: "DIR",
      many: true,
      path: true,
      summary: "a codex home to serve; may be given more than once (default: $CODEX_HOME, else ~/.codex)",
    },
  ],
  details: [
    "Speaks the protocol of codex app-server 0.169, one JSON object a line, for threads of every era: initialize,",
    "thread/list, thread/read, thread/turns/list, thread/items/list, thread/items/read, thread/timeline/list,",
    "thread/loaded/list and thread/goal/get. It only reads: nothing is ever written into a codex home, and what would start",
    "or change a thread is refused. Ends with its input. docs/app-server.md tells what it adds, and where it differs.",
  ],
  examples: ["rollbook app-server --home ~/.codex"],
  load: async () => (await import("./app-server/run.ts")).runAppServer,
};

const show: CommandSpec = {
  name: "show",
  summary: "show a session as a transcript: what was asked, said, run and changed, turn by turn",
  operand: "<id|name|path|last>",
  operands: { min: 1, max: 1 },
  options: [
    { name: "turn", value: "WHICH", summary: "only turn N, turns A..B, or the last" },
    {
      name: "only",
      value: "WHAT",
      choices: SHOW_ONLY,
      many: true,
      summary: "only commands, files, messages or errors",
    },
    { name: "full", summary: "all of every output, diff and prompt, however long" },
    { name: "all", summary: "also what Codex told the model unasked: instructions, surroundings, settings" },
    { name: "include-context", summary: "the same" },
    { name: "context", summary: "instead: what a resume would load into the model (docs/context.md)" },
    { name: "raw", summary: "the lines behind each item, with file, line and byte" },
    { name: "markdown", summary: "a Markdown document, to be pasted" },
    { name: "json", summary: "JSON lines, one for each turn (contracts/thread.schema.json, context.schema.json)" },
    { name: "no-redact", summary: "do not hide passwords, keys and tokens" },
    HOME,
    { name: "width", value: "N", summary: "columns a line may take (default: the terminal's, at most 110)" },
    { name: "color", value: "WHEN", choices: COLOUR_WHEN, summary: "always, never or auto (a terminal, no NO_COLOR)" },
    { name: "no-pager", summary: "straight to the terminal, however long" },
  ],
  details: [
    "A session is named by its id, at least four characters of its beginning, its name, the path of its file, or last",
    "(the one written to last). Files it continues are read with it; turns it was reverted from are shown as such.",
    "Long outputs, diffs and prompts are shown by their ends. Text that looks like a secret is replaced; a line on",
    "standard error says how often. Nothing from a session reaches the terminal but as text.",
  ],
  examples: [
    "rollbook show last",
    "rollbook show last --turn last --full",
    "rollbook show 01a1fcfa --only commands,errors",
    "rollbook show rollout.jsonl --markdown > session.md",
  ],
  load: async () => (await import("./show/run.ts")).runShow,
};

const history: CommandSpec = {
  name: "history",
  summary: "list every prompt that was ever typed, in all sessions, the newest first",
  operand: "[word]",
  operands: { min: 0, max: Number.POSITIVE_INFINITY },
  options: [
    { name: "regex", summary: "the words are one regular expression, which the prompt must match" },
    { name: "since", value: "WHEN", summary: "from this day or time on: 2026-11-21, 2026-11-21T07:30Z, or 7d ago" },
    { name: "until", value: "WHEN", summary: "up to this day (with all of it) or time" },
    { name: "limit", value: "N", summary: "show the newest N only" },
    { name: "typed", summary: "read the history files only, not the sessions: quick, and without what exec was asked" },
    { name: "agents", summary: "add what agents asked of agents (subagents, reviews)" },
    { name: "json", summary: "print one JSON object a line (contracts/history.schema.json)" },
    { name: "no-redact", summary: "do not hide passwords, keys and tokens" },
    {
      name: "home",
      value: "DIR",
      path: true,
      many: true,
      summary: "read this codex home; may be given again (default: $CODEX_HOME, else ~/.codex)",
    },
  ],
  details: [
    "Shows the prompts that hold all the words, in any order, in small or capital letters; without words, all of them.",
    "They come from history.jsonl, from history.json of the TypeScript CLI, and from the sessions, which hold what the",
    "histories have lost or never had. The same text in the same session within ten seconds is one prompt.",
    "Times are UTC; days on the command line are local. Text that looks like a secret is replaced. Nothing is ever written",
    "into a codex home. docs/home.md has more.",
  ],
  examples: ["rollbook history deploy staging --since 7d", "rollbook history --regex '^fix' --limit 20 --json"],
  load: async () => (await import("./history/run.ts")).runHistory,
};

const home: CommandSpec = {
  name: "home",
  summary: "say what is in a codex home, what takes the space, and what is wrong in it",
  operand: "",
  operands: { min: 0, max: 0 },
  options: [
    {
      name: "home",
      value: "DIR",
      path: true,
      many: true,
      summary: "look at this codex home; may be given again (default: $CODEX_HOME, else ~/.codex)",
    },
    { name: "json", summary: "print one JSON object a line for each home (contracts/home.schema.json)" },
    { name: "all", summary: "show all projects, differences and problems, not the first ten" },
    { name: "no-redact", summary: "do not hide passwords, keys and tokens" },
  ],
  details: [
    "Tells files and bytes by kind, sessions by project, month and version, the largest ones, copies, how Codex's state",
    "database differs from the files, a few settings, and problems, with what can be done. Reads the heads of sessions, not",
    "the sessions. auth.json is never opened, of config.toml only settings without secrets are told, and nothing is ever",
    "written into a codex home. Ends with 3 if something could not be read. docs/home.md has more.",
  ],
  examples: ["rollbook home", "rollbook home --home /backup/codex --json"],
  load: async () => (await import("./home/run.ts")).runHome,
};

const stats: CommandSpec = {
  name: "stats",
  summary: "add up what sessions spent: tokens, what they cost, turns and time",
  operand: "[session|file|directory]",
  operands: { min: 0, max: Number.POSITIVE_INFINITY },
  options: [
    {
      name: "by",
      value: "WHAT",
      choices: STATS_BY,
      summary: "a line for each day (the default), week, month, model, project or session",
    },
    { name: "since", value: "DAY", summary: "from this day on, such as 2026-11-01" },
    { name: "until", value: "DAY", summary: "up to this day, itself included" },
    { name: "timezone", value: "ZONE", summary: "whose days: UTC (the default), Europe/Berlin, +02:00" },
    HOME,
    { name: "json", summary: "print one JSON object (contracts/stats.schema.json)" },
    { name: "csv", summary: "print the groups as comma-separated values" },
    {
      name: "prices",
      value: "FILE",
      path: true,
      summary: "a table of prices (JSON) in place of the one that is built in",
    },
    { name: "jobs", value: "N", summary: "read N files at a time (default: as many as there are processors)" },
  ],
  details: [
    "Without operands all sessions of the codex home. Every response of the model counts once: totals that were told again,",
    "histories that forks, subagents and resumed sessions copied, and copies of files (archived, compressed) do not. A cost",
    "is an exact sum at the API's standard prices, no bill; models without a price are named, and in no cost.",
    "docs/stats.md says what is counted, and why other tools come to other sums.",
  ],
  examples: [
    "rollbook stats --by model",
    "rollbook stats --since 2026-11-01 --json",
    "rollbook stats last --by session",
  ],
  load: async () => (await import("./stats/run.ts")).runStats,
};

const completions: CommandSpec = {
  name: "completions",
  summary: "print a script that completes rollbook's words in a shell",
  operand: `<${SHELLS.join("|")}>`,
  operands: { min: 1, max: 1 },
  options: [],
  details: [],
  examples: ["rollbook completions bash > ~/.local/share/bash-completion/completions/rollbook"],
  load: async () => (await import("./completions/run.ts")).runCompletions,
};

export const COMMANDS: readonly CommandSpec[] = [
  list,
  actions,
  show,
  diff,
  files,
  replay,
  check,
  upgrade,
  history,
  home,
  stats,
  appServer,
  completions,
];
