// The JSON Schemas of what `rollbook app-server` adds to Codex's protocol, as data.

type Schema = { readonly [key: string]: unknown };

const string: Schema = { type: "string" };
const stringOrNull: Schema = { type: ["string", "null"] };
const described = (schema: Schema, description: string): Schema => ({ ...schema, description });
const arrayOf = (items: Schema): Schema => ({ type: "array", items });

const fields = (properties: Readonly<Record<string, Schema>>, ...optional: readonly string[]): Schema => ({
  type: "object",
  properties,
  required: Object.keys(properties).filter((key) => !optional.includes(key)),
});

const ACTION_V1 = "rollbook:action/v1";

const shown = {
  include: described(
    arrayOf({ enum: ["output", "patch", "prompts", "reasoning"] }),
    "text that is left out by default; prompts and reasoning come as records of thread/actions/list only",
  ),
  redact: described({ type: "boolean" }, "hide passwords, keys and tokens; true if it is not said"),
};

const includeActions = {
  anyOf: [
    fields({ version: described({ const: 1 }, "of the actions"), ...shown }, "include", "redact"),
    { type: "null" },
  ],
};

export const APP_SERVER_ADDITIONS: Schema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  $id: "rollbook:app-server",
  title: "rollbook app-server",
  description:
    "What is added to the protocol of codex app-server 0.169: a parameter and a field of thread/read, and the method thread/actions/list. Records and actions are those of rollbook:action/v1. New fields may be added; none is removed or changes its meaning.",
  $defs: {
    ThreadReadParams: described(fields({ includeActions }, "includeActions"), "beside those of Codex"),
    ThreadReadResponse: described(
      fields({ actions: { $ref: "#/$defs/Actions" } }, "actions"),
      "beside the fields of Codex; actions are there if they were asked for",
    ),
    Actions: described(
      arrayOf({ $ref: ACTION_V1, properties: { record: { const: "action" } } }),
      "all actions of the thread, each as it stands in the end",
    ),
    ThreadActionsListParams: fields(
      {
        threadId: string,
        cursor: described(stringOrNull, "the nextCursor of the page before; send the same include with each page"),
        limit: described({ type: ["integer", "null"], minimum: 0 }, "100 if it is not said, at most 1000"),
        ...shown,
      },
      "cursor",
      "limit",
      "include",
      "redact",
    ),
    ThreadActionsListResponse: fields({
      data: described(arrayOf({ $ref: ACTION_V1 }), "the next records of the thread's action stream"),
      nextCursor: described(stringOrNull, "null on the last page"),
    }),
  },
};

/** The contract files of this room, by path from the repository's root. */
export function protocolContracts(): Record<string, string> {
  return { "contracts/app-server.schema.json": `${JSON.stringify(APP_SERVER_ADDITIONS, null, 2)}\n` };
}
