// Commands that hand recorded sessions on.

import type { CommandSpec } from "../command.ts";
import { HOME, homeTo, NO_REDACT } from "./choices.ts";

export const attach: CommandSpec = {
  name: "attach",
  summary: "record what can still be had of a Codex that runs",
  operand: "[session]",
  operands: { min: 0, max: 1 },
  options: [
    { name: "dry-run", summary: "say what can be captured, and capture nothing" },
    { name: "dir", value: "DIR", path: true, summary: "make the recording here, not in the codex home" },
    homeTo("look in this codex home"),
  ],
  details: [
    "For a Codex that somebody else has started: an editor, the desktop, a colleague in another terminal. Says what can be",
    "captured of it and what cannot, and why, and captures that until it ends or Ctrl-C: the session file, what it tells of",
    "turns and settings, Codex's log, and its trace if its environment asks for one. Without an operand the session that a",
    "Codex of this home has open. Of a session that nothing has open what is there is captured once.",
  ],
  examples: ["rollbook attach --dry-run", "rollbook attach 01a1fcfa"],
  load: async () => (await import("../attach/run.ts")).runAttach,
};

export const bundle: CommandSpec = {
  name: "bundle",
  summary: "put a session and its recording into one file",
  operand: "<session|file>",
  operands: { min: 1, max: 1 },
  options: [
    { name: "output", short: "o", value: "FILE", path: true, summary: "write FILE (.tar.zst), whole or not at all" },
    NO_REDACT,
    HOME,
  ],
  details: [
    "Everything that tells of the session: its files, those it continues, its subagents' files and, where it was recorded,",
    "the recording: requests, answers, approvals, logs and trace. What looks like a secret is hidden in all of them, and",
    "standard error says how often; --no-redact takes them as they are. The bundle names its files with their hashes",
    "(contracts/bundle.schema.json), and rollbook open shows it. docs/recordings.md tells the rest.",
  ],
  examples: ["rollbook bundle last -o session.tar.zst", "rollbook bundle 01a1fcfa -o whole.tar.zst --no-redact"],
  load: async () => (await import("../bundle/run.ts")).runBundle,
};

export const open: CommandSpec = {
  name: "open",
  summary: "show a bundle in the browser, or unpack it",
  operand: "<bundle>",
  operands: { min: 1, max: 1 },
  options: [
    { name: "extract", value: "DIR", path: true, summary: "unpack it into DIR, which is new, and show nothing" },
    { name: "most", value: "GB", summary: "the most it may take unpacked (default: 16)" },
    { name: "port", value: "N", summary: "listen on this port (default: any that is free)" },
    { name: "no-open", summary: "print the link and open nothing" },
    { name: "redact", summary: "hide passwords, keys and tokens" },
  ],
  details: [
    "Unpacks a bundle into a private directory and shows it as view does, until Ctrl-C; then the directory is removed. Each",
    "file is held against its hash, and nothing is kept of a bundle that is damaged, incomplete, larger than it says, or",
    "holds anything but plain files inside of itself. What --extract leaves is laid out as a codex home: any command reads",
    "it with --home.",
  ],
  examples: ["rollbook open session.tar.zst", "rollbook open session.tar.zst --extract session"],
  load: async () => (await import("../open/run.ts")).runOpen,
};
