// Commands that look over a codex home: what is there, what was asked, what it took.

import type { CommandSpec } from "../command.ts";
import { LIST_SORTS, LIST_KINDS, STATS_BY, HOME } from "./choices.ts";

export const list: CommandSpec = {
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
  load: async () => (await import("../list/run.ts")).runList,
};

export const history: CommandSpec = {
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
  load: async () => (await import("../history/run.ts")).runHistory,
};

export const home: CommandSpec = {
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
  load: async () => (await import("../home/run.ts")).runHome,
};

export const stats: CommandSpec = {
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
  load: async () => (await import("../stats/run.ts")).runStats,
};
