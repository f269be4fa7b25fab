// The JSON Schema of what `rollbook check --json` prints, as data.

import { ERAS } from "../rollout/era.ts";
import { FINDING_KINDS, SEVERITIES } from "./kinds.ts";
import { VERDICTS } from "./report.ts";

type Schema = { readonly [key: string]: unknown };

const string: Schema = { type: "string" };
const count: Schema = { type: "integer", minimum: 0 };
const stringOrNull: Schema = { type: ["string", "null"] };
const countOrNull: Schema = { type: ["integer", "null"], minimum: 0 };
const oneOf = (values: readonly string[]): Schema => ({ enum: values });
const arrayOf = (items: Schema): Schema => ({ type: "array", items });
const described = (schema: Schema, description: string): Schema => ({ ...schema, description });

const fields = (properties: Record<string, Schema>, optional: readonly string[] = []): Schema => ({
  type: "object",
  properties,
  required: Object.keys(properties).filter((key) => !optional.includes(key)),
});

const counts = (names?: readonly string[]): Schema => ({
  type: "object",
  additionalProperties: { type: "integer", minimum: 1 },
  ...(names === undefined ? {} : { propertyNames: { enum: names } }),
});

const finding = fields(
  {
    kind: oneOf(FINDING_KINDS),
    severity: oneOf(SEVERITIES),
    file: described(string, "the path as it was given, or found below one"),
    line: described(count, "physical line from 1; 0 when it is about the file as a whole"),
    offset: described(count, "byte offset in the uncompressed file"),
    length: count,
    message: described(string, "one sentence; of the session it holds names only"),
    path: described(string, "where inside the record: keys and indices joined by dots"),
    expected: string,
    found: string,
    count: described({ type: "integer", minimum: 1 }, "how often, of findings made once for many records"),
    other: described(string, "the other file it is about"),
  },
  ["path", "expected", "found", "count", "other"],
);

const bytes = fields({
  records: count,
  damaged: count,
  blank: described(count, "blank lines; in a document also all that stands between its records"),
  terminators: count,
  unaccounted: described(count, "always 0; anything else is a fault of rollbook"),
});

const tokens: Schema = {
  anyOf: [
    fields({
      input_tokens: count,
      cached_input_tokens: count,
      output_tokens: count,
      reasoning_output_tokens: count,
      total_tokens: count,
    }),
    { type: "null" },
  ],
  description: "each response counted once; null where no record tells",
};
const own = { turns: count, calls: count, tokens };

const report = fields({
  file: string,
  verdict: oneOf(VERDICTS),
  eras: arrayOf(oneOf(ERAS)),
  cli_versions: arrayOf(string),
  thread_id: stringOrNull,
  rollout_id: stringOrNull,
  history_mode: stringOrNull,
  size: described(count, "bytes, uncompressed"),
  lines: count,
  records: count,
  bytes,
  encoded: described(count, "records that were encoded again and compared byte by byte"),
  validated: described(count, "records that were held against the schema"),
  types: described(counts(), "records by outer type, inner type and turn item, joined by slashes"),
  unknown_types: counts(),
  ordinals: fields({ first: countOrNull, last: countOrNull }),
  calls: fields({ called: count, answered: count, open: count }),
  turns: fields({ started: count, ended: count }),
  own: described(fields(own), "what the file's own thread did in it, nothing copied or inherited"),
  findings: described(counts(FINDING_KINDS), "how many of each kind"),
});

const summary = fields({
  files: count,
  by_verdict: fields(Object.fromEntries(VERDICTS.map((verdict) => [verdict, count]))),
  size: count,
  lines: count,
  records: count,
  bytes_unaccounted: count,
  encoded: count,
  validated: count,
  eras: described(counts(ERAS), "files by era; a file of two eras counts in both"),
  cli_versions: described(counts(), "files by version"),
  types: counts(),
  unknown_types: counts(),
  threads: described(fields({ count, ...own }), "threads, and what each did itself; each thread once"),
  copies: described(count, "files that hold only what another one tells"),
  findings: counts(FINDING_KINDS),
  by_severity: fields(Object.fromEntries(SEVERITIES.map((severity) => [severity, count]))),
});

export const CHECK_SCHEMA: Schema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  $id: "rollbook:check",
  title: "Check",
  description:
    "What `rollbook check --json` prints. Fields and kinds of findings may be added; none is removed or changes its meaning.",
  ...fields({
    schema_version: { const: 1 },
    findings: arrayOf(finding),
    findings_left_out: described(count, "findings counted and not printed, because of --max-findings"),
    files: arrayOf(report),
    summary,
  }),
};

/** The contract files of this room, by path from the repository's root. */
export function checkContracts(): Record<string, string> {
  return { "contracts/check.schema.json": `${JSON.stringify(CHECK_SCHEMA, null, 2)}\n` };
}
