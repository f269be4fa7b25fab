// What the model says in sessions that are told while they are live.

import type { Script } from "../lab/index.ts";

/** Turn one runs a command that fails, turn two changes a file, a third spawns an agent; all else, a review too, ends at once. */
export const LIVE_SCRIPT: Script = {
  turns: [
    { matchLast: "turn one", items: [{ $think: "what to do" }, { $sh: "echo one; exit 2" }] },
    { matchLast: "turn two", items: [{ $patch: "*** Begin Patch\n*** Add File: made.txt\n+made\n*** End Patch" }] },
    {
      matchLast: "turn spawn",
      items: [{ $fn: "spawn_agent", args: { task_name: "child", message: "child, report" } }],
    },
  ],
  default: { items: [{ $text: "Done." }] },
};
