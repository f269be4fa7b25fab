// A fold's state as text, and back: JSON, with marks for maps and sets.

const MAP = "$map";
const SET = "$set";
/** An object whose own first key starts with a dollar, as a session may hold. */
const OBJECT = "$object";

export function freeze(state: object): string {
  return JSON.stringify(state, (_, value: unknown) => {
    if (value instanceof Map) return { [MAP]: [...value] };
    if (value instanceof Set) return { [SET]: [...value] };
    const foreign =
      isPlain(value) && Object.keys(value).length === 1 && Object.keys(value)[0]?.startsWith("$") === true;
    return foreign ? { [OBJECT]: Object.entries(value) } : value;
  });
}

/** The inverse of `freeze`, for text that it made. */
export function thaw(text: string): unknown {
  return JSON.parse(text, (_, value: unknown) => {
    if (!isPlain(value)) return value;
    const [key, ...more] = Object.keys(value);
    const inner = key === undefined ? undefined : value[key];
    if (more.length > 0 || !Array.isArray(inner)) return value;
    if (key === MAP) return new Map(inner as [unknown, unknown][]);
    if (key === SET) return new Set(inner as unknown[]);
    return key === OBJECT ? Object.fromEntries(inner as [string, unknown][]) : value;
  });
}

/** Another one that can be changed by itself. Texts, which may be long, are shared; so is what is no plain data. */
export function copyState<T>(value: T): T {
  return copied(value) as T;
}

function copied(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(copied);
  if (value instanceof Map) return new Map([...value].map(([key, inner]) => [key, copied(inner)]));
  if (value instanceof Set) return new Set(value);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copied(inner)]));
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Map) &&
    !(value instanceof Set)
  );
}
