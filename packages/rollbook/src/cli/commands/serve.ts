// Commands for other programs.

import type { CommandSpec } from "../command.ts";
import { homeTo, SHELLS } from "./choices.ts";

export const appServer: CommandSpec = {
  name: "app-server",
  summary: "answer Codex clients that list and read threads (JSON-RPC on standard input and output)",
  operand: "",
  operands: { min: 0, max: 0 },
  options: [homeTo("a codex home to serve")],
  details: [
    "Speaks the protocol of codex app-server 0.169, one JSON object a line, for threads of every era: initialize,",
    "thread/list, thread/read, thread/turns/list, thread/items/list, thread/items/read, thread/timeline/list,",
    "thread/loaded/list and thread/goal/get. It only reads: nothing is ever written into a codex home, and what would start",
    "or change a thread is refused. Ends with its input. docs/app-server.md tells what it adds, and where it differs.",
  ],
  examples: ["rollbook app-server --home ~/.codex"],
  load: async () => (await import("../app-server/run.ts")).runAppServer,
};

export const completions: CommandSpec = {
  name: "completions",
  summary: "print a script that completes rollbook's words in a shell",
  operand: `<${SHELLS.join("|")}>`,
  operands: { min: 1, max: 1 },
  options: [],
  details: [],
  examples: ["rollbook completions bash > ~/.local/share/bash-completion/completions/rollbook"],
  load: async () => (await import("../completions/run.ts")).runCompletions,
};
