// JSON, text or bytes → typed records and issues. Nothing here throws, but for the assertion whose purpose it is.

import { CutText } from "../bytes/json.ts";
import type { Place } from "../bytes/place.ts";
import { readRecords } from "../rollout/read.ts";
import type { Reading } from "../rollout/reading.ts";
import { SessionDocument } from "./document.ts";
import { SessionEntry } from "./entry.ts";
import { accepts, faults } from "./guard/index.ts";
import { describeIssue, type EntryIssue } from "./issue.ts";

/** Either the entry, or what is wrong with it. */
export type DecodedEntry =
  | { readonly entry: SessionEntry; readonly issues: readonly [] }
  | { readonly entry: null; readonly issues: readonly EntryIssue[] };

/**
 * A record as one of the listed kinds, or as one of a kind that is not listed. The entry is the very object that was
 * given: no key is dropped, moved or copied.
 */
export function decodeEntry(value: unknown, at: Place | null = null): DecodedEntry {
  if (isEntry(value)) return { entry: value, issues: [] };
  return { entry: null, issues: faults(SessionEntry, value).map((fault) => ({ ...fault, at })) };
}

export function isEntry(value: unknown): value is SessionEntry {
  return accepts(SessionEntry, value);
}

/**
 * The issues of a record that was read with its long strings cut: a `CutText` counts as the string it stands for, and
 * `abridged` says that a part of the record was left out, so that what is missing is no issue.
 */
export function checkEntry(value: unknown, at: Place | null = null, abridged = false): EntryIssue[] {
  if (isEntry(value)) return [];
  return faults(SessionEntry, wholeAgain(value))
    .filter(({ found }) => !(abridged && found === "nothing"))
    .map((fault) => ({ ...fault, at }));
}

/** No schema looks deeper into a record than this, and a record may be nested deeper than a stack is. */
const DEEPEST = 32;

function wholeAgain(value: unknown, depth = 0): unknown {
  if (value instanceof CutText) return value.head;
  if (typeof value !== "object" || value === null || depth > DEEPEST) return value;
  if (Array.isArray(value)) return value.map((item: unknown) => wholeAgain(item, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, wholeAgain(held, depth + 1)]));
}

export interface DecodedSession {
  /** The records that are what they should be, in the order of the file. */
  readonly entries: readonly SessionEntry[];
  /** The rest: records with something wrong in them, and damage. Empty for a whole and healthy file. */
  readonly issues: readonly EntryIssue[];
}

/**
 * A whole session file of any era: its text, its bytes (unpacked, if it was a `.zst`), the readings of it (read with
 * `long: "whole"`), its records as JSON, or the JSON of a TypeScript-era document. Total: what is no record of a known
 * kind, with every field of its declared type, is an issue with its place.
 */
export function decodeSession(input: string | Uint8Array | Iterable<unknown> | SessionDocument): DecodedSession {
  const entries: SessionEntry[] = [];
  const issues: EntryIssue[] = [];
  const take = (value: unknown, at: Place | null): void => {
    const decoded = decodeEntry(value, at);
    if (decoded.entry !== null) entries.push(decoded.entry);
    else issues.push(...decoded.issues);
  };
  for (const item of itemsOf(input)) {
    if (!isReading(item)) take(item, null);
    else if (item.kind === "record" && item.abridged !== true) take(item.value, item.at);
    else if (item.kind !== "blank") issues.push(describeReading(item));
  }
  return { entries, issues };
}

function itemsOf(input: string | Uint8Array | Iterable<unknown> | SessionDocument): Iterable<unknown> {
  if (typeof input === "string") return readRecords(new TextEncoder().encode(input));
  if (input instanceof Uint8Array) return readRecords(input);
  if (Symbol.iterator in input) return input;
  return accepts(SessionDocument, input) ? [input.session, ...input.items] : [input];
}

function isReading(item: unknown): item is Reading {
  if (typeof item !== "object" || item === null || !("kind" in item) || !("at" in item)) return false;
  const at: unknown = item.at;
  return typeof at === "object" && at !== null && "offset" in at && "number" in at;
}

function describeReading(reading: Exclude<Reading, { kind: "blank" }>): EntryIssue {
  const found =
    reading.kind === "damage"
      ? `damage (${reading.damage.kind}): ${reading.damage.message}`
      : reading.kind === "passed"
        ? "a record that was passed over"
        : "a record too large to be held whole";
  return { at: reading.at, path: [], expected: "a whole record", found };
}

/**
 * For tests: the entries of a session file in which everything is as declared. Throws an `Error` that names the lines
 * and paths otherwise, up to ten of them.
 */
export function assertSession(
  input: string | Uint8Array | Iterable<unknown> | SessionDocument,
): readonly SessionEntry[] {
  const { entries, issues } = decodeSession(input);
  if (issues.length === 0 && entries.length > 0) return entries;
  if (issues.length === 0) throw new Error("not a session: there is no record in it");
  const told = issues.slice(0, 10).map(describeIssue);
  const rest = issues.length > told.length ? [`and ${issues.length - told.length} more`] : [];
  throw new Error(["not a session as declared:", ...told, ...rest].join("\n  "));
}
