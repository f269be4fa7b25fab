// The JSON Schema of what `rollbook show --json` prints, as data: a record of the thread, records of turns, one of the end.

import { DAMAGE_KINDS } from "../bytes/damage.ts";
import { turnItemJsonSchema } from "../schema/contracts.ts";
import { THREAD_SCHEMA_VERSION } from "./contract.ts";

type Schema = { readonly [key: string]: unknown };

const anything: Schema = {};
const string: Schema = { type: "string" };
const stringOrNull: Schema = { type: ["string", "null"] };
const count: Schema = { type: "integer", minimum: 0 };
const countOrNull: Schema = { type: ["integer", "null"], minimum: 0 };
const integerOrNull: Schema = { type: ["integer", "null"] };
const numberOrNull: Schema = { type: ["number", "null"] };
const boolean: Schema = { type: "boolean" };
const object: Schema = { type: "object" };
const oneOf = (values: readonly (string | null)[]): Schema => ({ enum: values });
const arrayOf = (items: Schema): Schema => ({ type: "array", items });
const orNull = (schema: Schema): Schema => ({ anyOf: [schema, { type: "null" }] });
const described = (schema: Schema, description: string): Schema => ({ ...schema, description });
const ref = (name: string): Schema => ({ $ref: `#/$defs/${name}` });
const fields = (properties: Record<string, Schema>): Schema => ({
  type: "object",
  properties,
  required: Object.keys(properties),
});
const content = (type: string, properties: Record<string, Schema>): Schema =>
  fields({ type: { const: type }, id: string, ...properties });

const WHEREABOUTS = described(
  fields({
    file: described(count, "index into `files` of the thread record"),
    line: described(count, "physical line from 1; 0 where lines were not counted (`--turn last`)"),
    offset: described(count, "byte of the uncompressed file"),
    length: count,
  }),
  "bytes to go and look at",
);

const USAGE = fields({
  input_tokens: count,
  cached_input_tokens: count,
  output_tokens: count,
  reasoning_output_tokens: count,
  total_tokens: count,
});

const CHAIN_FILE = fields({
  path: string,
  rollout_id: stringOrNull,
  thread_id: stringOrNull,
  end_ordinal: described(integerOrNull, "where the next file cuts it off; null for the last file"),
  end_offset: integerOrNull,
});

const HEADER = fields({
  thread_id: stringOrNull,
  root_id: stringOrNull,
  parent_id: stringOrNull,
  forked_from: stringOrNull,
  started_at: stringOrNull,
  cwd: stringOrNull,
  git: orNull(fields({ commit_hash: stringOrNull, branch: stringOrNull, repository_url: stringOrNull })),
  originator: stringOrNull,
  source: stringOrNull,
  cli_version: stringOrNull,
  model_provider: stringOrNull,
  history_mode: stringOrNull,
  base: orNull(fields({ rollout_id: stringOrNull, end_ordinal: integerOrNull, end_offset: integerOrNull })),
  own_from_ordinal: integerOrNull,
});

const CONTENTS: readonly Schema[] = [
  content("ToolCall", {
    name: stringOrNull,
    namespace: stringOrNull,
    arguments: anything,
    output: anything,
    status: oneOf(["completed", "failed", "declined", "in_progress"]),
  }),
  described(
    content("ContextMessage", { role: string, text: string, images: count }),
    "what the harness told the model; only with --all",
  ),
  content("AgentCommunication", { author: stringOrNull, recipient: stringOrNull, text: stringOrNull }),
  content("Note", {
    note: oneOf(["settings", "renamed", "goal", "rolled_back", "reverted", "undone", "snapshot", "resumed"]),
    value: object,
  }),
  content("Unknown", { outer: string, inner: string }),
  content("Damage", { kind: oneOf(DAMAGE_KINDS), message: string }),
];

const ITEM = fields({
  id: string,
  turn_id: string,
  content: described(
    { anyOf: [ref("TurnItem"), ...CONTENTS] },
    "a turn item in the words of Codex 0.169, or what it has no item for",
  ),
  origin: oneOf(["item", "event", "recovered", "record"]),
  started_at_ms: integerOrNull,
  completed_at_ms: integerOrNull,
  timestamp: described(stringOrNull, "when its last record was written; null in the two oldest eras"),
  sources: arrayOf(ref("Whereabouts")),
});

const HEAD: Readonly<Record<string, Schema>> = {
  id: string,
  index: described(
    countOrNull,
    "its place among all turns of the thread, from 0; null with `--turn last`, where nobody counted",
  ),
  synthetic: described(boolean, "no record says where it starts"),
  thread_id: described(stringOrNull, "the thread it was lived in: another where it was inherited"),
  root_turn_id: stringOrNull,
  status: oneOf(["completed", "interrupted", "failed", "in_progress"]),
  error: orNull(fields({ message: string, codex_error_info: anything, additional_details: stringOrNull })),
  started_at: described(numberOrNull, "Unix seconds, as Codex wrote them"),
  completed_at: numberOrNull,
  duration_ms: countOrNull,
  time_to_first_token_ms: countOrNull,
  first_timestamp: stringOrNull,
  last_timestamp: stringOrNull,
  withdrawn: described(
    oneOf(["rolled_back", "reverted", null]),
    "it happened, and then the conversation went on without it",
  ),
  model: stringOrNull,
  effort: stringOrNull,
  cwd: stringOrNull,
  approval_policy: anything,
  sandbox_policy: anything,
  usage: described(orNull(ref("TokenUsage")), "spent in this turn"),
  usage_by_model: { type: "object", additionalProperties: ref("TokenUsage") },
  context_tokens: countOrNull,
  context_window: countOrNull,
  rate_limits: orNull(object),
  sources: arrayOf(ref("Whereabouts")),
};

/** `more` is there only sometimes. */
function record(
  name: string,
  description: string,
  properties: Record<string, Schema>,
  more: Record<string, Schema> = {},
): Schema {
  const all = { record: { const: name }, ...properties };
  return described({ ...fields(all), properties: { ...all, ...more } }, description);
}

const RECORDS: readonly Schema[] = [
  record("thread", "the first line", {
    schema_version: { const: THREAD_SCHEMA_VERSION },
    id: stringOrNull,
    name: described(stringOrNull, "as the codex home has it"),
    header: HEADER,
    files: arrayOf(CHAIN_FILE),
    gaps: described(arrayOf(string), "what the thread continues and is not there, in sentences"),
  }),
  record(
    "turn",
    "a turn, or a part of one",
    {
      ...HEAD,
      again: described(
        boolean,
        "the turn was given before: its head is newer, and an item with the id of an earlier one takes its place",
      ),
      over: described(boolean, "false where more of it follows at once"),
      items: arrayOf(ref("Item")),
    },
    {
      requests: described(
        arrayOf(object),
        "of a recorded session: its requests to the model, with input_items and change by --requests (docs/recordings.md)",
      ),
      approvals: described(object, "of a recorded session: what became of approvals, by the ids of items"),
      traced: described(
        object,
        "of a recorded session: when calls ran, and the call of the script they ran in, by the ids of items",
      ),
      refused: described(arrayOf(object), "of a recorded session: approvals of what never ran and has no item"),
    },
  ),
  record("end", "the last line", {
    turns: described(countOrNull, "null with `--turn last`, where nobody counted; usage then as well"),
    name: described(stringOrNull, "as the session itself has it"),
    goal: anything,
    model: stringOrNull,
    models: arrayOf(string),
    usage: described(orNull(ref("TokenUsage")), "of this thread alone"),
    usage_by_model: { type: ["object", "null"], additionalProperties: ref("TokenUsage") },
    rate_limits: orNull(object),
    first_timestamp: stringOrNull,
    last_timestamp: stringOrNull,
    gaps: described(arrayOf(string), "why the thread is not whole, in sentences"),
  }),
];

function threadSchema(): Schema {
  const { schema, definitions } = turnItemJsonSchema();
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: "rollbook:thread",
    title: "Thread",
    description:
      "A line of what `rollbook show --json` prints. Fields, kinds of items and of records may be added; none is removed or changes its meaning.",
    anyOf: RECORDS,
    $defs: { Item: ITEM, TokenUsage: USAGE, Whereabouts: WHEREABOUTS, TurnItem: schema, ...definitions },
  };
}

/** The contract files of this room, by path from the repository's root. */
export function threadContracts(): Readonly<Record<string, string>> {
  return { "contracts/thread.schema.json": `${JSON.stringify(threadSchema(), null, 2)}\n` };
}
