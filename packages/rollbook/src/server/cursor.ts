// The places a page can start at, written as Codex's app-server writes them; for clients they are opaque.

import { CODE, RequestFailure } from "./failure.ts";

/** How much one answer holds at most, and at least. */
const MOST = 100;
const USUAL = 25;

export function pageSize(limit: number | null): number {
  return Math.min(MOST, Math.max(1, limit ?? USUAL));
}

/** A place in a thread's history. `inclusive`: what stands there belongs to the page. */
export interface Anchor<P> {
  readonly at: P;
  readonly inclusive: boolean;
}

export type Scope = "turns" | "itemsByCreatedAtOrdinal";

export function writeOrdinal(thread_id: string, scope: Scope, { at, inclusive }: Anchor<number>): string {
  return JSON.stringify({
    requestedThreadId: thread_id,
    rolloutOrdinal: at,
    includeAnchor: inclusive,
    scope: { kind: scope },
  });
}

export function readOrdinal(thread_id: string, scope: Scope, cursor: string): Anchor<number> {
  const { requestedThreadId, rolloutOrdinal, includeAnchor, scope: told } = fieldsOf(cursor);
  const kind = typeof told === "object" && told !== null && "kind" in told ? told.kind : null;
  const fits = requestedThreadId === thread_id && kind === scope && typeof includeAnchor === "boolean";
  if (!fits || typeof rolloutOrdinal !== "number") throw invalid(cursor);
  return { at: rolloutOrdinal, inclusive: includeAnchor };
}

/** In legacy threads, whose records have no ordinals, a turn is found again by its id. */
export function writeTurn({ at, inclusive }: Anchor<string>): string {
  return JSON.stringify({ turnId: at, includeAnchor: inclusive });
}

export function readTurn(cursor: string): Anchor<string> {
  const { turnId, includeAnchor } = fieldsOf(cursor);
  if (typeof turnId !== "string" || typeof includeAnchor !== "boolean") throw invalid(cursor);
  return { at: turnId, inclusive: includeAnchor };
}

/** In lists of threads: a time, and the thread that stood there. */
export interface Moment {
  readonly ms: number;
  readonly id: string | null;
}

export function writeMoment({ ms, id }: Moment): string {
  const time = new Date(ms).toISOString().replace(/\.?0+Z$/, "Z");
  return id === null ? time : `${time}|${id}`;
}

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;

export function readMoment(cursor: string): Moment {
  const [time = "", id = null] = cursor.split("|");
  const ms = TIME.test(time) ? Date.parse(time) : Number.NaN;
  if (Number.isNaN(ms)) throw invalid(cursor);
  return { ms, id };
}

export function fieldsOf(cursor: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(cursor);
    if (typeof value === "object" && value !== null) return value as Record<string, unknown>;
  } catch {
    // Said below.
  }
  throw invalid(cursor);
}

export function invalid(cursor: string): RequestFailure {
  return new RequestFailure(CODE.request, `invalid cursor: ${cursor}`);
}
