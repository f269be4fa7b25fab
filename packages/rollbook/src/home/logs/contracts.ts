// The JSON Schema of a line of `rollbook logs --json`, as data.

import { LOG_KINDS, LOG_LEVELS } from "rollbook-core/logs";
import { LOG_SOURCES } from "./contract.ts";

type Schema = { readonly [key: string]: unknown };

const stringOrNull: Schema = { type: ["string", "null"] };
const countOrNull: Schema = { type: ["integer", "null"], minimum: 0 };
const described = (schema: Schema, description: string): Schema => ({ ...schema, description });

const facts: Schema = {
  type: "object",
  properties: {
    tool: { type: "string" },
    call_id: { type: "string" },
    exit_code: { type: "integer" },
    success: { type: "boolean" },
    attempt: described({ type: "integer" }, "of stream_retry: which attempt this is"),
    max_attempts: { type: "integer" },
    delay_ms: described({ type: "number" }, "of stream_retry: how long Codex waits before it"),
    model: { type: "string" },
    effort: { type: "string" },
    status: described({ type: "integer" }, "of request: the HTTP status"),
    name: described({ type: "string" }, "of a telemetry event, or the type of what was recorded"),
  },
};

const properties: Readonly<Record<string, Schema>> = {
  time: described(stringOrNull, "RFC 3339, UTC, as precise as it was written; null where nothing tells"),
  level: described(
    { enum: [...LOG_LEVELS, null] },
    "of a recording, which has none: error, warn, debug and trace by the kind of record, else info",
  ),
  kind: described(
    { type: "string", examples: LOG_KINDS },
    "what it is about; event for all else, unknown for what is no event",
  ),
  session_id: described(stringOrNull, "as the event or its spans say; null where they do not"),
  turn_id: stringOrNull,
  message: described({ type: "string" }, "secrets are replaced unless --no-redact was given; colours are left out"),
  facts: described(facts, "what could be read out of the message; more may be added"),
  target: described(stringOrNull, "the module of Codex that said it; of a recording, which way it went"),
  spans: described(stringOrNull, "the stretches of work it was said in, as they were written, the outermost first"),
  omitted_bytes: described(
    { type: "integer", minimum: 0 },
    "bytes at the end of the event that are too many to be given",
  ),
  source: { enum: LOG_SOURCES },
  home: described(stringOrNull, "the codex home; null with --file"),
  path: { type: "string" },
  offset: described(countOrNull, "where the event begins in the (uncompressed) file; null for a row"),
  length: described(countOrNull, "bytes of the event, all its lines, without the last line break; null for a row"),
  row: described({ type: ["integer", "null"] }, "the row of the database; null for a file"),
};

const EVENT: Schema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "An event of Codex's own logs",
  description: "One a line, the newest last. Only grows: fields and values may be added, none is taken away.",
  type: "object",
  properties,
  required: Object.keys(properties),
};

/** Files under contracts/: path and text. */
export function logsContracts(): Readonly<Record<string, string>> {
  return { "contracts/logs.schema.json": `${JSON.stringify(EVENT, null, 2)}\n` };
}
