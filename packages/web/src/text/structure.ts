// JSON that a tool answered, as rows and columns.

export type Value = string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value };

/** What is there in rows: fields of an object, or a list of objects. */
export interface Structure {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (Value | undefined)[])[];
  /** So many more are not in `rows`. */
  readonly more: number;
}

const LONGEST = 200_000;
const MOST_ROWS = 100;
const MOST_COLUMNS = 12;

/** Null for what is no JSON, or no object and no list of them. */
export function structureOf(text: string): Structure | null {
  const start = text.trimStart()[0];
  if (text.length > LONGEST || (start !== "{" && start !== "[")) return null;
  let value: Value;
  try {
    value = JSON.parse(text) as Value;
  } catch {
    return null;
  }
  return Array.isArray(value) ? listOf(value) : isObject(value) ? fieldsOf(value) : null;
}

function fieldsOf(value: { readonly [key: string]: Value }): Structure | null {
  const fields = Object.entries(value);
  if (fields.length === 0) return null;
  return { columns: [], rows: fields.slice(0, MOST_ROWS), more: Math.max(0, fields.length - MOST_ROWS) };
}

function listOf(values: readonly Value[]): Structure | null {
  const objects = values.filter(isObject);
  if (objects.length === 0 || objects.length < values.length) return null;
  const columns = [...new Set(objects.slice(0, MOST_ROWS).flatMap((each) => Object.keys(each)))];
  if (columns.length === 0 || columns.length > MOST_COLUMNS) return null;
  const rows = objects
    .slice(0, MOST_ROWS)
    .map((each) => columns.map((column) => (Object.hasOwn(each, column) ? each[column] : undefined)));
  return { columns, rows, more: Math.max(0, objects.length - MOST_ROWS) };
}

function isObject(value: Value): value is { readonly [key: string]: Value } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
