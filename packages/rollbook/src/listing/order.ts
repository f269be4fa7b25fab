// The order of a list, and cursors: places in it that stay where they are when sessions are added.

import type { Cost } from "rollbook-core/usage";
import type { SortKey } from "./kinds.ts";
import type { Listed } from "./listed.ts";

/** Where a session stands. */
export interface Position {
  readonly value: number;
  readonly id: string;
  readonly path: string;
}

/** The last position of a page. Without a path it is behind all sessions of that id, wherever they are moved to. */
export interface Cursor extends Omit<Position, "path"> {
  readonly path: string | null;
}

/** `cost` is what `weightOf` gives; where it is not the order anything will do. */
export function positionOf({ created_ms, updated_ms, size, id, path }: Listed, sort: SortKey, cost: number): Position {
  const value = { created: created_ms, updated: updated_ms, size, cost }[sort];
  return { value, id: id?.toLowerCase() ?? "", path };
}

/** Whole millionths of a dollar, of which a number holds all that anybody spends; below zero without a price. */
export function weightOf({ usd }: Pick<Cost, "usd">): number {
  if (usd === null) return -1;
  const [whole = "", part = ""] = usd.split(".");
  return Number(whole + part.slice(0, 6).padEnd(6, "0"));
}

/** The newest, largest or dearest first; at the same time the later id, which since 0.44 is of the later one. */
export function comparePositions(a: Position, b: Position): number {
  return b.value - a.value || compare(b.id, a.id) || compare(a.path, b.path);
}

export function isBehind(position: Position, cursor: Cursor): boolean {
  const { path } = cursor;
  if (path !== null) return comparePositions(position, { ...cursor, path }) > 0;
  return position.value < cursor.value || (position.value === cursor.value && position.id < cursor.id);
}

/** `next` is what stands behind it. */
export function cursorAt(last: Position, next: Position): Cursor {
  const alike = last.id === "" || (last.id === next.id && last.value === next.value);
  return { ...last, path: alike ? last.path : null };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function writeCursor(sort: SortKey, { value, id, path }: Cursor): string {
  return Buffer.from(JSON.stringify([1, sort, value, id, ...(path === null ? [] : [path])])).toString("base64url");
}

/** The text is no cursor, or one of a list in another order: `sort` is that. */
export class NoCursor extends Error {
  override readonly name = "NoCursor";
  readonly sort: string | null;

  constructor(sort: string | null) {
    super(sort === null ? "no cursor of a list of sessions" : `a cursor of a list sorted by ${sort}`);
    this.sort = sort;
  }
}

/** Throws `NoCursor` for what is no cursor of this order. */
export function readCursor(cursor: string, sort: SortKey): Cursor {
  let fields: unknown = null;
  try {
    fields = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch {
    // Said below.
  }
  const [version, order, value, id, path = null] = Array.isArray(fields) ? (fields as unknown[]) : [];
  if (
    version !== 1 ||
    typeof value !== "number" ||
    typeof id !== "string" ||
    (path !== null && typeof path !== "string")
  ) {
    throw new NoCursor(null);
  }
  if (order !== sort) throw new NoCursor(String(order));
  return { value, id, path };
}
