// The JSON Schema of Action v1, as data: what a reader of the stream may rely on, field by field.

import { DAMAGE_KINDS } from "../bytes/damage.ts";
import { ERAS } from "../rollout/era.ts";
import { SCHEMA_VERSION } from "./contract.ts";

type Schema = { readonly [key: string]: unknown };

const string: Schema = { type: "string" };
const count: Schema = { type: "integer", minimum: 0 };
const time: Schema = { type: ["string", "null"], description: "RFC 3339, UTC" };
const nullable = (type: string, description?: string): Schema => ({
  type: [type, "null"],
  ...(description === undefined ? {} : { description }),
});
const oneOf = (values: readonly string[], description?: string): Schema => ({
  enum: values,
  ...(description === undefined ? {} : { description }),
});
const arrayOf = (items: Schema): Schema => ({ type: "array", items });
const orNull = (schema: Schema): Schema => ({ anyOf: [schema, { type: "null" }] });
const counts: Schema = { type: "object", additionalProperties: { type: "integer", minimum: 1 } };

/** Readers must accept fields they do not know: v1 grows by adding. */
function record(
  name: string,
  description: string,
  properties: Record<string, Schema>,
  optional: readonly string[] = [],
): Schema {
  const all = { record: { const: name }, schema_version: { const: SCHEMA_VERSION }, ...properties };
  return {
    type: "object",
    description,
    properties: all,
    required: Object.keys(all).filter((key) => !optional.includes(key)),
  };
}

function fields(properties: Record<string, Schema>): Schema {
  return { type: "object", properties, required: Object.keys(properties) };
}

const STATUS = oneOf(["completed", "failed", "declined", "interrupted", "timed_out", "unknown"]);
const ACTION_TYPE = oneOf(["command_execution", "file_change", "tool_call", "turn_marker", "session_marker"]);
const DURABILITY = oneOf(["complete", "truncated", "output_missing", "late", "copied"]);
export const MARKERS = [
  "started",
  "resumed",
  "completed",
  "failed",
  "aborted",
  "compacted",
  "forked",
  "reverted",
  "rolled_back",
  "settings_changed",
  "renamed",
  "goal_changed",
  "review_entered",
  "review_exited",
  "undone",
  "snapshotted",
] as const;

const evidence = arrayOf({ $ref: "#/$defs/evidence" });

const actionFields: Record<string, Schema> = {
  turn_id: nullable("string", "null where Codex wrote none (before 0.104)"),
  timestamp: {
    ...time,
    description: "when the record that closed the action was written; null in the two oldest eras",
  },
  tool_name: nullable("string"),
  command: nullable("string", "the script as a person would type it"),
  changed_paths: {
    anyOf: [arrayOf(string), { type: "null" }],
    description: "every path the change names; status says whether it took effect",
  },
  status: STATUS,
  started_at: time,
  completed_at: time,
  duration_ms: { anyOf: [count, { type: "null" }] },
  marker: orNull(oneOf(MARKERS)),
  argv: {
    anyOf: [arrayOf(string), { type: "null" }],
    description: "as observed; null where only a script was written",
  },
  cwd: nullable("string"),
  exit_code: nullable("integer", "may be negative: -1 is a process killed at shutdown"),
  changes: orNull(arrayOf({ $ref: "#/$defs/change" })),
  child_session_id: nullable("string"),
  parent_action_id: nullable("string", "the code-mode script a nested call ran in"),
  effect: orNull({ $ref: "#/$defs/effect" }),
  durability: DURABILITY,
  inferred: arrayOf(string),
  output: nullable("string", "only with --include output"),
  patch: nullable("string", "only with --include patch"),
};

const turns = { ...arrayOf(string), description: "only of reverted: the turns it withdrew, where that can be told" };

const approval = {
  ...fields({
    asked_for: nullable("string", "command, changes, permissions or other"),
    asked_at: time,
    decision: orNull(
      oneOf(
        ["accepted", "accepted_for_session", "declined", "cancelled", "unknown"],
        "cancelled: declined, and the turn was to stop",
      ),
    ),
    by: nullable("string", "user, policy, hook or reviewer"),
    decided_at: time,
    reason: nullable("string", "why it was asked for, as Codex or the model gave it"),
  }),
  description: "only where the session was recorded, and the recording tells of an approval",
};

const traced = {
  ...fields({ started_at: time, ended_at: time }),
  description: "only where the session was recorded with a trace: when the call ran, by the clock of the machine",
};

const SESSION = record("session", "What the head of the file says. First record of a session.", {
  session_id: nullable("string", "the thread id"),
  root_session_id: nullable("string", "what Codex calls session_id: the root of the tree of threads (0.144 and later)"),
  parent_session_id: nullable("string"),
  forked_from: nullable("string"),
  started_at: time,
  cwd: nullable("string"),
  git: orNull(
    fields({ commit_hash: nullable("string"), branch: nullable("string"), repository_url: nullable("string") }),
  ),
  originator: nullable("string"),
  source: nullable("string"),
  cli_version: nullable("string", "of the Codex that created the file; end.cli_versions has all"),
  model_provider: nullable("string"),
  era: orNull(oneOf(ERAS)),
  file: string,
  inferred: arrayOf(string),
});

const ACTION = record(
  "action",
  "One completed action.",
  {
    session_id: nullable("string"),
    action_type: ACTION_TYPE,
    seq: { ...count, description: "dense, from 0, in the order in which actions close" },
    action_id: {
      ...string,
      description: "thread id and call or item id, else the kind and its number among its like; the same in every copy",
    },
    ...actionFields,
    turns,
    approval,
    traced,
    evidence,
  },
  ["output", "patch", "turns", "approval", "traced"],
);

const AMENDMENT = record("amendment", "Evidence written after the action it belongs to was given out.", {
  session_id: nullable("string"),
  action_id: string,
  changed: { type: "object", properties: actionFields },
  evidence,
});

const TEXT = record("text", "A prompt or a reasoning summary; only with --include prompts or --include reasoning.", {
  session_id: nullable("string"),
  turn_id: nullable("string"),
  timestamp: time,
  kind: oneOf(["prompt", "reasoning"]),
  text: string,
  evidence,
});

const END = record(
  "end",
  "What only the whole session tells. Last record of a session.",
  {
    session_id: nullable("string"),
    file: string,
    bytes: count,
    lines: count,
    cli_versions: arrayOf(string),
    eras: arrayOf(oneOf(ERAS)),
    models: arrayOf(string),
    actions: count,
    amendments: count,
    by_type: counts,
    by_status: { ...counts, description: "amendments applied" },
    pending: { ...count, description: "calls and turns still open where the file ends" },
    unmatched_outputs: { ...count, description: "outputs whose call is nowhere in the file" },
    copied_left_out: { ...count, description: "actions copied from another thread; --with-copied gives them" },
    damage: { ...counts, propertyNames: oneOf(DAMAGE_KINDS) },
    unknown_types: counts,
    untold: {
      ...counts,
      description: "fields that are null, or a status that is unknown, because nothing on disk tells them",
    },
    files: { ...arrayOf(string), description: "the files that were told, oldest first" },
    gaps: { ...arrayOf(string), description: "what is missing of the thread, or not where its files say; sentences" },
    complete: { type: "boolean", description: "false when some record was lost to damage, or its file is not there" },
  },
  ["files", "gaps"],
);

export const ACTION_V1: Schema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  $id: "rollbook:action/v1",
  title: "Action v1",
  description:
    "A record of the stream that `rollbook actions` writes: session, then actions, amendments and texts, then end. New fields and record kinds may be added; none is removed or changes its meaning.",
  oneOf: [SESSION, ACTION, AMENDMENT, TEXT, END],
  $defs: {
    evidence: fields({
      file: { ...string, description: "the path as it was given" },
      line: { type: "integer", minimum: 1 },
      offset: { ...count, description: "byte offset in the uncompressed file" },
      length: count,
      kind: oneOf([
        "call",
        "output",
        "item",
        "event",
        "message",
        "meta",
        "context",
        "document",
        "record",
        "approval",
        "trace",
      ]),
    }),
    change: fields({
      path: string,
      kind: oneOf(["add", "delete", "update"]),
      moved_to: nullable("string"),
      lines_added: { anyOf: [count, { type: "null" }] },
      lines_removed: { anyOf: [count, { type: "null" }] },
    }),
    effect: fields({ class: oneOf(["reads", "writes", "runs", "network", "unknown"]), rule: string }),
  },
};

/** The contract files of this room, by path from the repository's root. */
export function actionContracts(): Record<string, string> {
  return { "contracts/action/v1.schema.json": `${JSON.stringify(ACTION_V1, null, 2)}\n` };
}
