// The schemas as JSON Schema: one file per era, each for a line of a file of that era (or for the whole document).

import { type JsonSchema, Schema } from "effect";
import type { Era } from "../rollout/era.ts";
import { SessionDocument } from "./document.ts";
import { Compacted, envelopes, EventMessage, ResponseItem, SessionMeta, TurnContext, UnlistedRecord } from "./entry.ts";
import { SessionHeader } from "./header.ts";
import { TurnItem } from "./item/index.ts";
import { ResponsePayload } from "./response/index.ts";
import { StateRecord } from "./state.ts";

interface Contract {
  readonly era: Era;
  readonly title: string;
  readonly schema: Schema.Top;
  /** What JSON Schema can say of an era beyond the records in it. */
  readonly also: JsonSchema.JsonSchema;
}

const ORDINAL = { required: ["ordinal"] };

const CONTRACTS: readonly Contract[] = [
  {
    era: "document",
    title: "A session file of the TypeScript CLI (0.1, spring of 2025)",
    schema: SessionDocument,
    also: {},
  },
  {
    era: "bare",
    title: "A line of a session file without envelopes (0.8 to 0.29, and the Rust preview before)",
    schema: Schema.Union([SessionHeader, StateRecord, ResponsePayload]),
    also: {},
  },
  {
    era: "envelope",
    title: "A line of an enveloped session file (0.34 to 0.142)",
    schema: Schema.Union([SessionMeta, ResponseItem, EventMessage, TurnContext, Compacted, UnlistedRecord]),
    also: { not: ORDINAL },
  },
  {
    era: "legacy",
    title: "A line of a session file in legacy history mode (0.144 and later)",
    schema: Schema.Union([...envelopes, UnlistedRecord]),
    also: { not: ORDINAL },
  },
  {
    era: "paginated",
    title: "A line of a session file in paginated history mode (0.148 and later)",
    schema: Schema.Union([...envelopes, UnlistedRecord]),
    also: ORDINAL,
  },
];

/**
 * Every contract of this room: its path from the repository's root, and its text. The schemas are as open as the room
 * is: keys and types that are not listed pass. The same on every run.
 */
export function rolloutContracts(): Readonly<Record<string, string>> {
  return Object.fromEntries(
    CONTRACTS.map((contract) => [
      `contracts/rollout/${contract.era}.schema.json`,
      `${JSON.stringify(write(contract), null, 2)}\n`,
    ]),
  );
}

function write({ era, title, schema, also }: Contract): JsonSchema.JsonSchema {
  const { schema: own, definitions } = jsonSchemaOf(schema);
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: `rollbook:rollout/${era}`,
    title,
    ...own,
    ...also,
    $defs: definitions,
  };
}

interface Written {
  readonly schema: JsonSchema.JsonSchema;
  /** What it refers to, for `$defs`. */
  readonly definitions: Readonly<Record<string, unknown>>;
}

/** A turn item, for contracts that hold some. */
export function turnItemJsonSchema(): Written {
  return jsonSchemaOf(TurnItem);
}

/** A schema, and what it refers to, as JSON Schema that people can read. */
export function jsonSchemaOf(schema: Schema.Top): Written {
  const document = Schema.toJsonSchemaDocument(schema);
  const definitions = Object.entries(document.definitions).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return {
    schema: plain(document.schema) as JsonSchema.JsonSchema,
    definitions: Object.fromEntries(definitions.map(([name, definition]) => [name, plain(definition)])),
  };
}

/** Numbers that JSON cannot hold, as Effect writes them into JSON; no session file does. */
const NO_JSON_NUMBER = JSON.stringify({ type: "string", enum: ["Infinity", "-Infinity", "NaN"] });

/** What Effect generates, without what says nothing: made for people to read, and to read differences in. */
function plain(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(plain);
  if (typeof node !== "object" || node === null) return node;
  const { allOf, anyOf, ...rest } = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, plain(value)]));
  const ways = list(anyOf).filter((way) => JSON.stringify(way) !== NO_JSON_NUMBER);
  const [only] = ways;
  const parts = list(allOf).filter((part) => !saysNothing(part));
  const notes = parts.filter((part) => Object.keys(part).join() === "description");
  const conditions = parts.filter((part) => !notes.includes(part));
  const described = notes.reduce((merged, note) => ({ ...merged, ...note }), rest);
  return {
    ...(ways.length === 1 ? { ...only, ...described } : { ...described, ...(ways.length > 0 && { anyOf: ways }) }),
    ...(conditions.length > 0 && { allOf: conditions }),
  };
}

function list(value: unknown): readonly Record<string, unknown>[] {
  return Array.isArray(value) ? (value as Record<string, unknown>[]) : [];
}

/** An open object without fields adds nothing to the object it stands beside. */
function saysNothing(part: Readonly<Record<string, unknown>>): boolean {
  return (
    JSON.stringify(part) === '{"type":"object","additionalProperties":{}}' ||
    JSON.stringify(part) === '{"type":"object"}'
  );
}
