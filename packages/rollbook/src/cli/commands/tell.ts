// Commands that tell what a session did.

import type { CommandSpec } from "../command.ts";
import { FORMATS, INCLUDES, SHOW_ONLY, COLOUR_WHEN, FOLLOW_ENDS, FOLLOW_FORMATS, HOME, NO_REDACT } from "./choices.ts";

export const actions: CommandSpec = {
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
    NO_REDACT,
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
  load: async () => (await import("../actions/run.ts")).runActions,
};

export const show: CommandSpec = {
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
    { name: "requests", summary: "each request to the model and what was new in it, where the session was recorded" },
    { name: "markdown", summary: "a Markdown document, to be pasted" },
    { name: "json", summary: "JSON lines, one for each turn (contracts/thread.schema.json, context.schema.json)" },
    NO_REDACT,
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
  load: async () => (await import("../show/run.ts")).runShow,
};

export const share: CommandSpec = {
  name: "share",
  summary: "write a session into one file that others can open",
  operand: "<id|name|path|last>",
  operands: { min: 1, max: 1 },
  options: [
    {
      name: "output",
      short: "o",
      value: "FILE",
      path: true,
      summary: "write to FILE, .html or .md (default: standard output)",
    },
    { name: "turns", value: "RANGE", summary: "only turn N, turns A..B, or last; turns are numbered from 1" },
    { name: "markdown", summary: "a Markdown document, whatever FILE is called" },
    { name: "full", summary: "all of every text and picture, however long" },
    { name: "all", summary: "also what Codex told the model unasked: instructions, surroundings, settings" },
    { name: "no-images", summary: "leave pictures out" },
    { name: "no-redact", summary: "do not hide passwords, keys and tokens" },
    HOME,
  ],
  details: [
    "One page that needs nothing else: it opens in any browser, without a network, and can be read without scripts; with",
    "them it is filtered, folded and gone through by keys as in rollbook view. A session is named as for rollbook show.",
    "What looks like a secret is replaced; how often, by which rules, and what was cut or left out stands at the file's end",
    "and on standard error. What no rule knows stays, so look at the file before it leaves you. docs/share.md has more.",
  ],
  examples: [
    "rollbook share last -o session.html",
    "rollbook share 01a1fcfa --turns 3..5 -o session.html",
    "rollbook share rollout.jsonl -o session.md",
  ],
  load: async () => (await import("../share/run.ts")).runShare,
};

export const follow: CommandSpec = {
  name: "follow",
  summary: "tell what a session does while it does it",
  operand: "[id|name|path|last]",
  operands: { min: 0, max: 1 },
  options: [
    { name: "all", summary: "follow all sessions of the home, new ones too" },
    { name: "cwd", value: "DIR", path: true, many: true, summary: "all sessions that work in DIR or below it" },
    {
      name: "project",
      value: "NAME",
      many: true,
      summary: "all sessions of the repository, or else the directory, of this name",
    },
    { name: "turns", value: "N", summary: "begin with the last N turns of what happened before (default: 1)" },
    { name: "from-start", summary: "begin with all that happened before" },
    { name: "no-subagents", summary: "leave out the subagents and reviews that a session spawns" },
    {
      name: "exit-on",
      value: "WHAT",
      choices: FOLLOW_ENDS,
      summary: "complete: end when the last turn is over, with 1 if it failed or was interrupted",
    },
    { name: "json", summary: "the records of rollbook actions, one JSON object a line" },
    { name: "format", value: "FORMAT", choices: FOLLOW_FORMATS, summary: "text (the default) or jsonl (as --json)" },
    {
      name: "include",
      value: "WHAT",
      choices: INCLUDES,
      many: true,
      summary: "with --json: add text left out by default: output, patch, prompts, reasoning",
    },
    { name: "full", summary: "all of every output, diff and prompt, however long" },
    NO_REDACT,
    HOME,
    { name: "color", value: "WHEN", choices: COLOUR_WHEN, summary: "always, never or auto (a terminal, no NO_COLOR)" },
  ],
  details: [
    "Without an operand the session that was written to last. What is not there yet is waited for: a path, a whole id, a",
    "home. A prompt, an answer, a command or a change is told when it is over. Files may be archived, compressed, cut or",
    "written anew meanwhile, and a session go on in another file: what was told is not told again.",
    "Ctrl-C ends it with 0. Nothing is ever written into a codex home. docs/follow.md has more.",
  ],
  examples: [
    "rollbook follow",
    "rollbook follow --cwd . --json",
    "rollbook follow 01a1fcfa --exit-on complete && make test",
  ],
  load: async () => (await import("../follow/run.ts")).runFollow,
};
