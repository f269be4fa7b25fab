// The JSON Schema of a line of `rollbook history --json`, as data.

type Schema = { readonly [key: string]: unknown };

const stringOrNull: Schema = { type: ["string", "null"] };
const described = (schema: Schema, description: string): Schema => ({ ...schema, description });

const properties: Readonly<Record<string, Schema>> = {
  time: described(
    stringOrNull,
    "RFC 3339, UTC; to the second where only a history file tells; null where nothing does",
  ),
  text: described({ type: "string" }, "secrets are replaced unless --no-redact was given"),
  session_id: described(stringOrNull, "null in a history of the TypeScript CLI where no session fits"),
  session_name: described(stringOrNull, "that a person gave the session"),
  session_started_at: stringOrNull,
  cwd: described(stringOrNull, "where the session was begun"),
  source: described(stringOrNull, "how the session was begun: cli, exec, vscode, subagent:review, …"),
  turn_id: described(stringOrNull, "where the session's records hold the prompt"),
  home: described({ type: "string" }, "the codex home"),
  path: described(stringOrNull, "the session's file; null where there is none any more"),
  origins: described(
    { type: "array", items: { enum: ["history", "session"] }, minItems: 1 },
    "where it was read: a history file, the records of the session, or both",
  ),
};

const PROMPT: Schema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "A prompt of the history",
  description: "One a line, the newest first. Only grows: fields and values may be added, none is taken away.",
  type: "object",
  properties,
  required: Object.keys(properties),
};

/** Files under contracts/: path and text. */
export function historyContracts(): Readonly<Record<string, string>> {
  return { "contracts/history.schema.json": `${JSON.stringify(PROMPT, null, 2)}\n` };
}
