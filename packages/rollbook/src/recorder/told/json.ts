// Fields of JSON that others wrote: what is not of the wanted type is not there.

import { type Json as Fields, objectOf, textOf } from "rollbook-core/recorded";

export { type Fields, objectOf, textOf };

/** The object a line holds; null when it holds none. */
export function parseObject(line: string): Fields | null {
  try {
    return objectOf(JSON.parse(line) as unknown);
  } catch {
    return null;
  }
}

/** A list of texts; a lone text is a list of one. */
export function textsOf(value: unknown): readonly string[] | null {
  if (typeof value === "string") return [value];
  return Array.isArray(value) && value.every((one) => typeof one === "string") ? value : null;
}
