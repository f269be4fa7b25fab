// Commands around the index: searching, filling it, and asking it in SQL.

import type { CommandSpec } from "../command.ts";
import { homeTo, NO_REDACT } from "./choices.ts";

const HOMES = homeTo("of this codex home");

export const search: CommandSpec = {
  name: "search",
  summary: "search what was said and done in all sessions",
  operand: "<query>",
  operands: { min: 1, max: Number.POSITIVE_INFINITY },
  options: [
    HOMES,
    { name: "limit", value: "N", summary: "hits that are shown (default: 20)" },
    { name: "newest", summary: "the newest first, not the best of the newest" },
    { name: "wait", summary: "wait until the index holds all there is, however long that takes" },
    { name: "json", summary: "print one JSON object a line (contracts/search.schema.json)" },
    NO_REDACT,
  ],
  details: [
    'Words, "phrases", prefix*, AND, OR, NOT, parentheses; fields such as cmd: path: tool: exit: kind: model: cwd: since:,',
    "and /regular expressions/. docs/search.md explains them, and what is searched. Forks and copies of sessions count once.",
    "The index is brought up to the files before; where that takes long, it goes on in the background, and what is there by",
    "then is searched. Ends with 1 if nothing was found.",
  ],
  examples: [
    "rollbook search migration failed",
    "rollbook search 'cmd:npm exit:1 since:7d'",
    String.raw`rollbook search '/TODO\(\w+\)/ kind:change' --newest`,
  ],
  load: async () => (await import("../search/run.ts")).runSearch,
};

export const index: CommandSpec = {
  name: "index",
  summary: "bring the index up to what the codex home holds, or tell how it stands",
  operand: "",
  operands: { min: 0, max: 0 },
  options: [
    { name: "status", summary: "tell what is in the index and how far it is; read nothing" },
    { name: "path", summary: "print the directory of the index" },
    { name: "rebuild", summary: "build it anew" },
    { name: "compact", summary: "with --rebuild: two fifths of the size; searches read more of the files" },
    HOMES,
    { name: "json", summary: "print one JSON object for each home" },
  ],
  details: [
    "The index answers search and sql, and makes list quick. It lies outside the codex home, in $XDG_CACHE_HOME/rollbook",
    "(else ~/.cache/rollbook), and may be deleted at any time. Only what was added to the files is read again. Searches",
    "keep it up to date by themselves; this does it at once, and waits. docs/search.md has more.",
  ],
  examples: ["rollbook index", "rollbook index --status", "rollbook index --rebuild --compact"],
  load: async () => (await import("../index/run.ts")).runIndex,
};

export const sql: CommandSpec = {
  name: "sql",
  summary: "ask the index in SQL",
  operand: "<select>",
  operands: { min: 1, max: 1 },
  options: [
    HOMES,
    { name: "json", summary: "print one JSON object a line" },
    { name: "csv", summary: "print comma-separated values" },
    NO_REDACT,
  ],
  details: [
    "The views sessions, files, changed_files, turns, usage and passages are described in contracts/index.sql, and only",
    "grow; the tables beneath them may change. What was said and printed is not in the index, only where it stands.",
    "Nothing can be written.",
  ],
  examples: [
    'rollbook sql "select project, count(*) as sessions from sessions group by project order by 2 desc"',
    'rollbook sql --csv "select path, count(*) from changed_files group by path order by 2 desc limit 20"',
  ],
  load: async () => (await import("../sql/run.ts")).runSql,
};
