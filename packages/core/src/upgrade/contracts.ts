// The JSON Schema of what `rollbook upgrade --json` prints, as data.

import { DAMAGE_KINDS } from "../bytes/damage.ts";
import { ERAS } from "../rollout/era.ts";
import { MADE_UP, UPGRADE_SCHEMA_VERSION } from "./notes.ts";

type Schema = { readonly [key: string]: unknown };

const count: Schema = { type: "integer", minimum: 0 };
const counts: Schema = { type: "object", additionalProperties: { type: "integer", minimum: 1 } };
const stringOrNull: Schema = { type: ["string", "null"] };

const leftOut: Schema = {
  type: "object",
  properties: {
    reason: { enum: ["damaged", "no place", "abridged"] },
    line: { type: "integer", minimum: 1, description: "physical line of the source" },
    offset: { ...count, description: "byte offset in the uncompressed source" },
    length: count,
    damage: { enum: [...DAMAGE_KINDS, null] },
    record: { type: ["object", "null"], description: "the whole record: it is kept here and nowhere else" },
  },
  required: ["reason", "line", "offset", "length", "damage", "record"],
};

const PROPERTIES: Schema = {
  schema_version: { const: UPGRADE_SCHEMA_VERSION },
  thread_id: { ...stringOrNull, description: "from the header, or the file's name" },
  started_at: stringOrNull,
  from: { type: "array", items: { enum: ERAS }, description: "every era met in the source" },
  to: { enum: ERAS },
  unchanged: { type: "boolean", description: "the source is of that era or a newer one: nothing was written" },
  records_in: count,
  lines_out: count,
  made_up: {
    type: "object",
    properties: Object.fromEntries(
      Object.entries(MADE_UP).map(([kind, description]) => [kind, { ...count, description }]),
    ),
    additionalProperties: { type: "integer" },
  },
  left_out: { type: "array", items: leftOut },
  built: { ...counts, description: "lines that were built, by event or item type" },
  turns: count,
  commands: count,
  file_changes: count,
  tool_calls: count,
  without_end: { ...count, description: "calls of which nothing says that they ended: they have no item" },
  shortened: { ...count, description: "outputs shortened in the item that repeats them; whole in their own line" },
  file: { type: "string", description: "the source, as it was given" },
  output: { ...stringOrNull, description: "the new file; null when none was written" },
  suggested_name: { ...stringOrNull, description: "the name under which Codex would look for it" },
};

export const UPGRADE_REPORT: Schema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "What rollbook upgrade says of an upgrade",
  description: "Only grows: fields and values may be added, none is taken away or changes its meaning.",
  type: "object",
  properties: PROPERTIES,
  required: Object.keys(PROPERTIES),
};

/** Files under contracts/: path and text. */
export function upgradeContracts(): Readonly<Record<string, string>> {
  return { "contracts/upgrade.schema.json": `${JSON.stringify(UPGRADE_REPORT, null, 2)}\n` };
}
