// The JSON Schemas of what a recording holds.

import type { Schema } from "effect";
import { jsonSchemaOf } from "../schema/contracts.ts";
import { Exchange } from "./exchange.ts";
import { Manifest } from "./manifest.ts";
import { MetaRecord } from "./meta.ts";

const CONTRACTS: Readonly<Record<string, { readonly title: string; readonly schema: Schema.Top }>> = {
  exchange: { title: "A line of session_oai_raw.log", schema: Exchange },
  meta: { title: "A line of session_meta.log", schema: MetaRecord },
  manifest: { title: "manifest.json", schema: Manifest },
};

/** Every contract of this room: its path from the repository's root, and its text. Keys that are not listed pass. */
export function recordingContracts(): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(CONTRACTS).map(([name, { title, schema }]) => {
      const { schema: own, definitions } = jsonSchemaOf(schema);
      const whole = {
        $schema: "https://json-schema.org/draft/2020-12/schema",
        $id: `rollbook:recording/${name}`,
        title,
        ...(opened(own) as object),
        $defs: opened(definitions),
      };
      return [`contracts/recording/${name}.schema.json`, `${JSON.stringify(whole, null, 2)}\n`];
    }),
  );
}

/** Later versions add keys: a reader that holds a record against the schema must not refuse them. */
function opened(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(opened);
  if (typeof node !== "object" || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).flatMap(([key, value]) =>
      key === "additionalProperties" && value === false ? [] : [[key, opened(value)]],
    ),
  );
}
