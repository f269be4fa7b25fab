// The command that runs Codex.

import type { CommandSpec } from "../command.ts";
import { LOG_LEVELS } from "./choices.ts";

export const record: CommandSpec = {
  name: "record",
  summary: "run Codex, and keep everything of the session in one directory",
  operand: "[--] codex [arguments]",
  operands: { min: 1, max: Number.POSITIVE_INFINITY },
  passes: true,
  options: [
    { name: "persist-session", summary: "record; without it Codex runs as if rollbook were not there" },
    { name: "no-persist-session", summary: "do not record (the default)" },
    { name: "dir", value: "DIR", path: true, summary: "make directories of recordings here, not in the codex home" },
    {
      name: "debug-log",
      value: "PATH",
      path: true,
      summary: "the file for Codex's log, in the recording where it is relative (default: session.log)",
    },
    {
      name: "debug-log-level",
      value: "LEVEL",
      choices: LOG_LEVELS,
      summary: "how much of it: error, warn, info, debug, trace (default: what Codex keeps anyway)",
    },
  ],
  details: [
    "Runs any Codex command, the terminal interface, exec, resume, review and app-server among them, with the same",
    "arguments, terminal, signals and exit code. With --persist-session everything it does is kept in",
    "$CODEX_HOME/sessions/<thread id>/: the session file (linked), requests and answers, approvals and interrupts,",
    "Codex's log and its trace, and a manifest that says what was captured and what was not. Nothing of it is ever in",
    "Codex's way: where something cannot be recorded, one warning at the end says so. docs/record.md tells the rest.",
  ],
  examples: [
    "rollbook record --persist-session codex",
    'rollbook record --persist-session -- codex exec --json "say hi"',
    "rollbook record --persist-session --debug-log-level debug codex resume --last",
  ],
  load: async () => (await import("../record/run.ts")).runRecord,
};
