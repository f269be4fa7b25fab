// The JSON Schema of a list of sessions, as data.

import { ERAS } from "../rollout/era.ts";

type Schema = { readonly [key: string]: unknown };

const string: Schema = { type: "string" };
const boolean: Schema = { type: "boolean" };
const count: Schema = { type: "integer", minimum: 0 };
const stringOrNull: Schema = { type: ["string", "null"] };
const strings: Schema = { type: "array", items: string };
const counts: Schema = { type: "object", additionalProperties: count };
const oneOf = (...values: readonly string[]): Schema => ({ enum: values });
const described = (schema: Schema, description: string): Schema => ({ ...schema, description });
const orNull = (schema: Schema): Schema => ({ anyOf: [schema, { type: "null" }] });
const fields = (properties: Readonly<Record<string, Schema>>, optional: readonly string[] = []): Schema => ({
  type: "object",
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
});

const git = fields({ commit_hash: stringOrNull, branch: stringOrNull, repository_url: stringOrNull });

const tokens = fields({
  input_tokens: count,
  cached_input_tokens: count,
  output_tokens: count,
  reasoning_output_tokens: count,
  total_tokens: count,
});

const cost = fields({
  usd: described(
    { type: ["string", "null"], pattern: "^\\d+(\\.\\d+)?$" },
    "dollars as an exact decimal; null where there are tokens and none of them has a price",
  ),
  unpriced_tokens: described(count, "tokens of models without a price: they are not in it"),
  unpriced_models: described({ type: "array", items: stringOrNull }, "null is one that no record names"),
});

const session = fields(
  {
    session_id: described(stringOrNull, "the thread id"),
    path: described(string, "the file in which the session goes on"),
    files: described(strings, "all of its files, the oldest first, copies left out"),
    name: described(stringOrNull, "the name it was given"),
    project: described(stringOrNull, "the repository it worked in, else the directory"),
    kind: oneOf("interactive", "exec", "subagent", "review", "other"),
    archived: boolean,
    depth: described(count, "with --tree: how many sessions above it on this page it came from"),
    created_at: described(string, "RFC 3339"),
    updated_at: described(string, "when its files were last written to"),
    size: described(count, "bytes of its files on disk"),
    root_session_id: stringOrNull,
    parent_session_id: stringOrNull,
    forked_from: stringOrNull,
    source: described(stringOrNull, "as Codex wrote it"),
    originator: stringOrNull,
    cli_version: described(stringOrNull, "the version that began it"),
    model_provider: stringOrNull,
    history_mode: stringOrNull,
    cwd: stringOrNull,
    git: orNull(git),
    first_words: described(stringOrNull, "the first thing a person typed, at most 1000 characters"),
    last_prompt: stringOrNull,
    turns: described(count, "of its own, reverted ones too"),
    first_timestamp: stringOrNull,
    last_timestamp: described(stringOrNull, "of the last record that was looked into"),
    duration_ms: described({ type: ["integer", "null"], minimum: 0 }, "from its earliest to its latest time"),
    models: strings,
    efforts: strings,
    commands: count,
    commands_failed: count,
    files_changed: strings,
    tool_calls: count,
    errors: described(count, "actions and turns that failed or timed out"),
    compactions: count,
    pending: described(count, "calls and turns still open where the files end"),
    tokens: described(orNull(tokens), "spent by the session itself; null where nothing tells"),
    cost: described(cost, "of the same, at the prices below, days in UTC: as `rollbook stats` has it"),
    cli_versions: described(strings, "all versions that wrote a header into it"),
    eras: { type: "array", items: oneOf(...ERAS) },
    bytes: described(count, "of its files, uncompressed"),
    lines: count,
    records: count,
    damage: described(counts, "by kind"),
    unknown_types: counts,
    gaps: described(strings, "what is missing of it, in sentences"),
    complete: described(boolean, "false when some record is lost, wholly or in part"),
    problems: described(strings, "why files of it could not be read, in sentences"),
    head: described({ type: "array", items: { type: "object" } }, "the first records of path, as they stand"),
  },
  ["head"],
);

const LIST: Schema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "A page of sessions",
  description: "Only grows: fields and values may be added, none is taken away or changes its meaning.",
  ...fields({
    schema_version: { const: 1 },
    sessions: { type: "array", items: session },
    next_cursor: described(stringOrNull, "for --cursor; null where the list ends"),
    num_scanned_files: described(count, "files that were read for this page"),
    prices: described(fields({ date: string, source: string }), "what costs were told by"),
    reached_scan_cap: described(boolean, "the page ends early, at --scan-cap; go on with next_cursor"),
  }),
};

/** Files under contracts/: path and text. */
export function listContracts(): Readonly<Record<string, string>> {
  return { "contracts/list.schema.json": `${JSON.stringify(LIST, null, 2)}\n` };
}
