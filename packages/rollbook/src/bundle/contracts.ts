// The JSON Schema of a bundle's manifest.

import { BUNDLE_MANIFEST, BUNDLE_VERSION } from "./contract.ts";

type Schema = { readonly [key: string]: unknown };

const string: Schema = { type: "string" };
const count: Schema = { type: "integer", minimum: 0 };
const arrayOf = (items: Schema): Schema => ({ type: "array", items });
const fields = (properties: Record<string, Schema>): Schema => ({
  type: "object",
  properties,
  required: Object.keys(properties),
});

export function bundleContracts(): Readonly<Record<string, string>> {
  const schema = {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: "rollbook:bundle",
    title: `${BUNDLE_MANIFEST}, the first entry of a bundle`,
    ...fields({
      schema_version: { const: BUNDLE_VERSION },
      created_at: { ...string, description: "RFC 3339, UTC" },
      rollbook_version: string,
      session_id: { type: ["string", "null"], description: "null where no file says which it is" },
      threads: { ...arrayOf(string), description: "the session, its subagents, and what these continue" },
      redacted: { type: "boolean", description: "secrets were looked for and hidden" },
      recording: { type: "boolean", description: "a recording of the session is in it" },
      files: arrayOf(
        fields({
          name: { ...string, description: "in the bundle, laid out as in a codex home" },
          bytes: count,
          sha256: string,
          hidden: { ...count, description: "secrets that were hidden in it" },
        }),
      ),
      hidden: { type: "object", additionalProperties: count, description: "secrets hidden, by rule" },
      left_out: arrayOf(fields({ name: string, why: string })),
    }),
  };
  return { "contracts/bundle.schema.json": `${JSON.stringify(schema, null, 2)}\n` };
}
