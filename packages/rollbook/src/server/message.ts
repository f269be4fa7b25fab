// A line as a message of JSON-RPC, in Codex's dialect: no `jsonrpc` member is needed.

import type { Json, JsonObject } from "rollbook-core";
import type { Line } from "./framing.ts";

/** The text of an id as it stood there: a string, or a whole number that may have more digits than a number can hold. */
export type RequestId = string & { readonly id: true };

export type Message =
  | { readonly kind: "request"; readonly id: RequestId; readonly method: string; readonly params: Json | undefined }
  /** Nothing is expected back: notifications, and answers to questions that were never asked. */
  | { readonly kind: "silent" }
  /** `id` is null where nothing in it tells who waits for an answer. */
  | { readonly kind: "broken"; readonly id: RequestId | null; readonly why: string };

export function readMessage({ text, cut }: Line): Message {
  if (cut) return { kind: "broken", id: idIn(text), why: "the message is longer than 16 MiB" };
  let value: unknown;
  const ids: string[] = [];
  try {
    value = parse(text, (key, inner, { source }) => {
      if (key === "id" && source !== undefined) ids.push(source);
      return inner;
    });
  } catch (error) {
    return { kind: "broken", id: null, why: `it is not JSON (${error instanceof Error ? error.message : "?"})` };
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return { kind: "broken", id: null, why: "a message is a JSON object" };
  }
  return sortOut(value as JsonObject, ids);
}

/** TypeScript does not know yet that a reviver is told the source of a value. */
const parse = JSON.parse as (
  text: string,
  revive: (key: string, value: unknown, context: { readonly source?: string }) => unknown,
) => unknown;

function sortOut(message: JsonObject, ids: readonly string[]): Message {
  const { id, method, params } = message;
  const known = readId(id, ids);
  if (known === null) {
    if (id === undefined && typeof method === "string") return { kind: "silent" };
    return { kind: "broken", id: null, why: "its id is neither a string nor a whole number" };
  }
  if (typeof method === "string") return { kind: "request", id: known, method, params };
  if (method !== undefined) return { kind: "broken", id: known, why: "its method is not a string" };
  if (message["result"] !== undefined || message["error"] !== undefined) return { kind: "silent" };
  return { kind: "broken", id: known, why: "it has no method" };
}

function readId(id: Json | undefined, sources: readonly string[]): RequestId | null {
  if (typeof id === "string") return JSON.stringify(id) as RequestId;
  if (typeof id !== "number") return null;
  const source = sources.find((text) => Number(text) === id && /^-?\d+$/.test(text));
  if (source === undefined) return null;
  const whole = BigInt(source);
  return BigInt.asIntN(64, whole) === whole ? (source as RequestId) : null;
}

/** Of a message that is not held whole. */
function idIn(text: string): RequestId | null {
  const found = /^\s*\{(?:"[a-z]+"\s*:\s*"[^"\\]*"\s*,\s*)*"id"\s*:\s*("[^"\\]*"|-?\d{1,18})\s*[,}]/.exec(text);
  return found?.[1] === undefined ? null : (found[1] as RequestId);
}
