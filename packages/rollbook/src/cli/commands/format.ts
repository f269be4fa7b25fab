// Commands about session files themselves.

import type { CommandSpec } from "../command.ts";
import { UPGRADE_ERAS, HOME } from "./choices.ts";

export const check: CommandSpec = {
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
  load: async () => (await import("../check/run.ts")).runCheck,
};

export const upgrade: CommandSpec = {
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
  load: async () => (await import("../upgrade/run.ts")).runUpgrade,
};
