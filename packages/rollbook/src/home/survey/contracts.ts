// The JSON Schema of what `rollbook home --json` prints, as data.

type Schema = { readonly [key: string]: unknown };

const string: Schema = { type: "string" };
const stringOrNull: Schema = { type: ["string", "null"] };
const count: Schema = { type: "integer", minimum: 0 };
const arrayOf = (items: Schema): Schema => ({ type: "array", items });
const oneOf = (...values: readonly string[]): Schema => ({ enum: values });
const orNull = (schema: Schema): Schema => ({ anyOf: [schema, { type: "null" }] });
const described = (schema: Schema, description: string): Schema => ({ ...schema, description });
const fields = (properties: Readonly<Record<string, Schema>>): Schema => ({
  type: "object",
  properties,
  required: Object.keys(properties),
});
const counts: Schema = { type: "object", additionalProperties: count };

const amount = fields({ files: count, bytes: count });
const share = { sessions: count, bytes: described(count, "of all their files, copies included") };

const session = fields({
  id: stringOrNull,
  name: stringOrNull,
  started_at: stringOrNull,
  cwd: stringOrNull,
  cli_version: stringOrNull,
  path: string,
  bytes: count,
});

const kinds = fields({
  sessions: described(amount, "rollout-*.jsonl below sessions"),
  archived: described(amount, "rollout-*.jsonl below archived_sessions"),
  compressed: described(amount, "rollout-*.jsonl.zst in both"),
  documents: described(amount, "rollout-*.json of the TypeScript CLI"),
  recordings: described(
    amount,
    "what was recorded of sessions; a session's own file that is linked there takes no bytes",
  ),
  junk: described(amount, "what lies among the sessions and is none"),
  histories: amount,
  databases: amount,
  logs: amount,
  snapshots: amount,
  worktrees: amount,
  other: amount,
});

const difference = fields({
  kind: oneOf("file_gone", "file_elsewhere", "other_home", "no_row", "archived_differs"),
  id: string,
  path: string,
  message: described(string, "what differs and what can be done, as a sentence"),
});

const state = fields({
  path: string,
  rows: described({ type: ["integer", "null"], minimum: 0 }, "null where the database could not be read"),
  problem: stringOrNull,
  differences: arrayOf(difference),
});

const records = { records: count, bytes: count };

const contents = fields({
  bytes: described(count, "uncompressed, each rollout once"),
  records: described(
    arrayOf(fields({ outer: string, inner: string, ...records })),
    "by the types of their records, the largest share first",
  ),
  images: fields({
    count: described(count, "pictures in records, however often each"),
    bytes: count,
    different: count,
    repeated_bytes: described(count, "what would be saved if each were kept once"),
  }),
  compactions: described(fields(records), "records that hold the history anew"),
  damaged: fields(records),
  unread: described(arrayOf(string), "files that could not be read, or not to their ends"),
});

const config = fields({
  path: string,
  model: stringOrNull,
  model_provider: stringOrNull,
  model_reasoning_effort: stringOrNull,
  approval_policy: stringOrNull,
  sandbox_mode: stringOrNull,
  sqlite_home: stringOrNull,
  history_persistence: stringOrNull,
  history_max_bytes: { type: ["integer", "null"] },
  projects: arrayOf(fields({ path: string, trust_level: string })),
  notices: { type: "object", additionalProperties: { type: "boolean" } },
});

const HOME: Schema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "What is in a codex home",
  description: "One a line, for each home. Only grows: fields and values may be added, none is taken away.",
  ...fields({
    home: string,
    total: amount,
    kinds,
    sessions: count,
    oldest: orNull(session),
    newest: orNull(session),
    largest: described(arrayOf(session), "the ten that take the most"),
    projects: arrayOf(
      fields({
        cwd: stringOrNull,
        repository: described(stringOrNull, "without user and password"),
        ...share,
        first: stringOrNull,
        last: stringOrNull,
      }),
    ),
    months: arrayOf(fields({ month: described(string, "2026-11, or unknown"), ...share })),
    versions: described(counts, "sessions by the version in their header"),
    sources: described(counts, "sessions by how they were begun"),
    duplicates: arrayOf(
      fields({
        rollout_id: string,
        paths: described(arrayOf(string), "the copy that counts stands first"),
        bytes: described(count, "what the others take"),
      }),
    ),
    state: orNull(state),
    config: described(orNull(config), "null where there is none, or it cannot be read"),
    version: fields({
      last_used: described(stringOrNull, "the version that wrote the session begun last"),
      latest: stringOrNull,
      last_checked_at: stringOrNull,
      dismissed: stringOrNull,
    }),
    instructions: described(arrayOf(string), "AGENTS.md, AGENTS.override.md, as far as they are there"),
    problems: arrayOf(
      fields({
        kind: oneOf("unreadable", "empty", "no_header", "junk", "config", "version", "stale_name"),
        path: string,
        message: string,
      }),
    ),
    contents: described(orNull(contents), "with --contents: what the sessions are made of"),
  }),
};

/** Files under contracts/: path and text. */
export function homeContracts(): Readonly<Record<string, string>> {
  return { "contracts/home.schema.json": `${JSON.stringify(HOME, null, 2)}\n` };
}
