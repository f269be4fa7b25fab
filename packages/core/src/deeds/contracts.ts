// The JSON Schema of what `rollbook stats --json` prints, as data: tokens, and what was done where that was asked for.

import {
  arrayOf,
  count,
  described,
  fields,
  statsSchema,
  string,
  stringOrNull,
  type Schema,
} from "../usage/contracts.ts";

const countOrNull: Schema = { type: ["integer", "null"], minimum: 0 };
const numberOrNull: Schema = { type: ["number", "null"] };

const deeds = {
  count: described(count, "however they ended"),
  failed: count,
  timed_out: count,
  declined: count,
  interrupted: described(count, "of turns: aborted"),
  timed: described(count, "of so many it is told how long they took"),
  duration_ms: described(count, "of those, in sum"),
  median_ms: described(countOrNull, "within one per cent; null where no duration is told"),
  longest_ms: countOrNull,
};

const work = fields({
  turns: described(fields(deeds), "turns whose end is told (0.104 …; before that only that they were interrupted)"),
  commands: fields(deeds),
  file_changes: fields(deeds),
  tool_calls: described(fields(deeds), "of other tools"),
  errors: described(count, "whatever failed or timed out"),
});

const window: Schema = {
  anyOf: [
    fields({
      used_percent: described({ type: "number" }, "as it was told last"),
      highest_percent: described({ type: "number" }, "the most that was told in that hour"),
      window_minutes: numberOrNull,
      resets_at: stringOrNull,
    }),
    { type: "null" },
  ],
};

const limits = arrayOf(
  fields({
    hour: described(string, "in UTC: 2026-11-21T14"),
    time: described(string, "when it was told"),
    limit_id: described(stringOrNull, "null before Codex named them"),
    plan_type: stringOrNull,
    primary: window,
    secondary: window,
    reached: described(stringOrNull, "what Codex said was used up, in that hour"),
  }),
);

/** The contract files of this room, by path from the repository's root. */
export function deedContracts(): Record<string, string> {
  const schema = statsSchema(
    {
      work: described(work, "with --work, --tools or --limits: what was done, of the action stream"),
      tools: described(arrayOf(fields({ tool: stringOrNull, ...deeds })), "with these: each tool, most used first"),
      programs: described(
        arrayOf(fields({ program: described(stringOrNull, "null where the script names none"), ...deeds })),
        "with these: commands by the program they are about, most used first",
      ),
      limits: described(limits, "with these: how each rate limit stood, the last of each hour, oldest first"),
    },
    { work: described(work, "with --work, --tools or --limits") },
  );
  return { "contracts/stats.schema.json": `${JSON.stringify(schema, null, 2)}\n` };
}
