// Fields of JSON that others wrote: what is not of the wanted type is not there.

export type Fields = Readonly<Record<string, unknown>>;

/** The object a line holds; null when it holds none. */
export function parseObject(line: string): Fields | null {
  try {
    return objectOf(JSON.parse(line) as unknown);
  } catch {
    return null;
  }
}

export function objectOf(value: unknown): Fields | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : null;
}

export function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

/** A list of texts; a lone text is a list of one. */
export function textsOf(value: unknown): readonly string[] | null {
  if (typeof value === "string") return [value];
  return Array.isArray(value) && value.every((one) => typeof one === "string") ? value : null;
}
