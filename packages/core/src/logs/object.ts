// A line of a log in JSON (`LOG_FORMAT=json`) as the same version would write it in words.

import type { Said } from "./said.ts";

type Value = Readonly<Record<string, unknown>>;

/** What is no object, since it is torn or too long, is its own message; other text may follow on lines of its own. */
export function readObject(text: string): Said {
  const end = text.includes("\n") ? text.indexOf("\n") : text.length;
  const value = parse(text.slice(0, end));
  if (value === null) return { spans: null, target: null, message: text };
  const { message, ...fields } = objectOf(value["fields"]) ?? {};
  const open: readonly unknown[] = Array.isArray(value["spans"]) ? value["spans"] : [];
  // The span an event speaks of itself, which begins or ends, is not among those that are open.
  const spans = value["span"] === undefined ? open : withOwn(open, value["span"]);
  return {
    spans: spans.length === 0 ? null : spans.map(spanOf).join(":"),
    target: typeof value["target"] === "string" ? value["target"] : null,
    message: [...(message === undefined ? [] : [textOf(message)]), ...fieldsOf(fields)].join(" ") + text.slice(end),
  };
}

function withOwn(open: readonly unknown[], own: unknown): readonly unknown[] {
  return JSON.stringify(open.at(-1)) === JSON.stringify(own) ? open : [...open, own];
}

function spanOf(span: unknown): string {
  const { name, ...fields } = objectOf(span) ?? {};
  const told = fieldsOf(fields);
  return `${textOf(name)}${told.length === 0 ? "" : `{${told.join(" ")}}`}`;
}

function fieldsOf(fields: Value): readonly string[] {
  return Object.entries(fields).map(([key, value]) => `${key}=${textOf(value)}`);
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}

function parse(line: string): Value | null {
  try {
    return objectOf(JSON.parse(line));
  } catch {
    return null;
  }
}

function objectOf(value: unknown): Value | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : null;
}
