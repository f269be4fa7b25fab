// From the words of rollouts to those of the app-server: `in_progress` → `inProgress`.

import type { Json, JsonObject } from "../bytes/json.ts";
import { isObject } from "../bytes/json.ts";

export function camel(word: string): string {
  return word.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** A word, or an object with one word for its key: the two forms of Rust's enums. Keys inside are carried over too. */
export function camelEnum(value: Json | undefined): Json {
  if (typeof value === "string") return camel(value);
  return isObject(value) ? camelKeys(value) : (value ?? null);
}

export function camelKeys(value: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [camel(key), isObject(inner) ? camelKeys(inner) : inner]),
  );
}
