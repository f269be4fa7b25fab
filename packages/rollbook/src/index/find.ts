// Asks one shard for passages, the newest first.

import type { DatabaseSync, SQLInputValue, SQLOutputValue } from "node:sqlite";
import type { PassageKind, PassagePlace } from "rollbook-core/digest";
import type { Status } from "rollbook-core";
import type { Selection } from "rollbook-core/search";
import { labelled } from "./label.ts";
import { NEAR, PLACE, placesIn } from "./places.ts";
import { createWiden } from "./prefix.ts";
import { bunchOf, type Detail } from "./schema.ts";
import { selectRows } from "./select.ts";

/** A passage as a shard keeps it: all but its texts. */
export interface FoundPassage {
  readonly row: number;
  /** Of its session in this shard. */
  readonly session: number;
  readonly n: number;
  readonly turn_id: string | null;
  readonly kind: PassageKind;
  readonly time_ms: number | null;
  readonly status: Status | null;
  readonly exit_code: number | null;
  readonly tool: string | null;
  readonly places: readonly PassagePlace[];
}

export interface Bounds {
  /** Ids of sessions; null for all. */
  readonly sessions: ReadonlySet<number> | null;
  readonly since_ms: number | null;
  readonly until_ms: number | null;
}

export interface PlacedRow {
  readonly row: number;
  readonly places: readonly PassagePlace[];
}

/** Where a passage stands, and as much of it as tells whether it is within bounds. */
export interface StandingRow extends PlacedRow {
  readonly session: number;
  readonly time_ms: number | null;
}

export interface Finder {
  /** As they were written, the newest first. In a compact index with others that share their words. */
  newest(select: Selection, bounds: Bounds): Generator<FoundPassage, void, undefined>;
  /** The `among` newest, those first that are likely to be the best: told by the columns in which all is found. */
  likely(match: string, bounds: Bounds, among: number): Generator<FoundPassage, void, undefined>;
  /** The same passages in the same order, without what is not needed to look at their bytes. */
  standing(select: Selection, bounds: Bounds): Generator<StandingRow, void, undefined>;
  /** How many a query finds, counted as far as `most` and a few more. */
  count(select: Selection, most: number): number;
  isWithin(passage: Pick<FoundPassage, "session" | "time_ms">, bounds: Bounds): boolean;
  /** Where passages of a session stand, in their order: all that may have a byte in `[from, to]` of a file. */
  places(session: number, from: number, to: number): readonly PlacedRow[];
  /** Passages whose commands or paths match, and a few more, by session. */
  inParts(match: string): ReadonlyMap<number, ReadonlySet<number>>;
  /** Null for a row that is gone. */
  at(row: number): FoundPassage | null;
}

/** So few sessions are asked one by one. */
const FEW = 64;
/** What was said weighs most, then what was done, then what came of it. */
const WEIGHTS = { said: 8, command: 4, path: 4, output: 1 } as const;

const PASSAGE = `SELECT row, p.session, p.n, turn_id, time_ms, exit_code,
    ${["kind", "status", "tool"].map((name) => labelled(name)).join(", ")}, ${PLACE}
  FROM passage p LEFT JOIN turn t ON t.session = p.session AND t.n = p.turn`;

export function createFinder(database: DatabaseSync, detail: Detail): Finder {
  const bunch = bunchOf(detail);
  const widen = createWiden(database);
  const passageAt = database.prepare(`${PASSAGE} WHERE row = ?`);
  const bunchAt = database.prepare(
    `${PASSAGE} WHERE row >= ?1 << ${bunch} AND row < (?1 + 1) << ${bunch} ORDER BY row DESC`,
  );
  const placesOf = database.prepare(`SELECT row, ${PLACE} FROM passage WHERE session = ?1 AND (${NEAR}) ORDER BY n`);

  function* within(
    rows: Iterable<Readonly<Record<string, SQLOutputValue>>>,
    bounds: Bounds,
    bits = bunch,
  ): Generator<FoundPassage> {
    for (const { row } of rows) {
      const number = row as number;
      for (const found of bits === 0 ? [passageAt.get(number)] : bunchAt.all(number)) {
        if (found === undefined) continue;
        const passage = passageOf(found);
        if (isWithin(passage, bounds)) yield passage;
      }
    }
  }

  /** Rows, or bunches of so many bits; in no order. */
  function rowsIn(
    select: Selection,
    { sessions }: Bounds,
  ): { readonly sql: string; readonly values: readonly SQLInputValue[]; readonly bits: number } {
    // Of all, each row is told by itself.
    const bits = select.type === "all" ? 0 : bunch;
    const few = sessions !== null && sessions.size <= FEW ? [...sessions] : null;
    const { sql, values } = selectRows(few === null ? widen(select) : select, bits);
    if (few === null) return { sql, values, bits };
    const own = `SELECT row >> ${bits} FROM passage WHERE session IN (${few.map(() => "?").join(", ")})`;
    return { sql: `${sql} INTERSECT ${own}`, values: [...values, ...few], bits };
  }

  return {
    *newest(select, bounds) {
      const { sql, values, bits } = rowsIn(select, bounds);
      const rows = database.prepare(`${sql} ORDER BY 1 DESC`);
      yield* within(rows.iterate(...values), bounds, bits);
    },
    *standing(select, bounds) {
      const { sql, values, bits } = rowsIn(select, bounds);
      const from = `(${sql}) AS found CROSS JOIN passage p`;
      const on =
        bits === 0 ? "p.row = found.row" : `p.row >= found.row << ${bits} AND p.row < (found.row + 1) << ${bits}`;
      const rows = database.prepare(`SELECT p.row, session, time_ms, ${PLACE} FROM ${from} ON ${on} ORDER BY 1 DESC`);
      for (const found of rows.iterate(...values)) {
        const { row, session, time_ms } = found as unknown as StandingRow;
        if (isWithin({ session, time_ms }, bounds)) yield { row, session, time_ms, places: placesIn(found) };
      }
    },
    *likely(match, bounds, among) {
      const newest = database.prepare("SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT ?");
      const scores = new Map(newest.all(match, among).map(({ rowid }) => [Number(rowid), 0]));
      if (scores.size === 0) return;
      // FTS5 goes to a row at once only where it is told of it by a whole number, and in rising order.
      const oldest = BigInt([...scores.keys()].at(-1) ?? 0);
      const since = database.prepare("SELECT rowid FROM words WHERE words MATCH ? AND rowid >= ?");
      for (const [column, weight] of detail === "column" ? Object.entries(WEIGHTS) : []) {
        for (const { rowid } of since.all(`${column} : (${match})`, oldest)) {
          scores.set(Number(rowid), (scores.get(Number(rowid)) ?? 0) + weight);
        }
      }
      const sorted = [...scores].toSorted(([a, x], [b, y]) => y - x || b - a).map(([row]) => ({ row }));
      yield* within(sorted, bounds);
    },
    count(select, most) {
      const bits = select.type === "all" ? 0 : bunch;
      const { sql, values } = selectRows(widen(select), bits);
      const counted = database.prepare(`SELECT count(*) AS count FROM (SELECT row FROM (${sql}) LIMIT ${most})`);
      return Number(counted.get(...values)?.["count"]) * 2 ** bits;
    },
    inParts(match) {
      const found = database.prepare(
        `SELECT row, session FROM parts CROSS JOIN passage ON row >= parts.rowid << ${bunch} AND row < (parts.rowid + 1) << ${bunch}
         WHERE parts MATCH ?`,
      );
      const sessions = new Map<number, Set<number>>();
      for (const { row, session } of found.all(match)) {
        const rows = sessions.get(Number(session)) ?? new Set<number>();
        rows.add(Number(row));
        sessions.set(Number(session), rows);
      }
      return sessions;
    },
    isWithin,
    places: (session, from, to) =>
      placesOf.all(session, from, to).map((found) => ({ row: Number(found["row"]), places: placesIn(found) })),
    at(row) {
      const found = passageAt.get(row);
      return found === undefined ? null : passageOf(found);
    },
  };
}

/** A passage that tells no time is in any. */
function isWithin(
  { session, time_ms }: Pick<FoundPassage, "session" | "time_ms">,
  { sessions, since_ms, until_ms }: Bounds,
): boolean {
  if (sessions !== null && !sessions.has(session)) return false;
  if (time_ms === null) return true;
  return (since_ms === null || time_ms >= since_ms) && (until_ms === null || time_ms <= until_ms);
}

function passageOf(found: Readonly<Record<string, SQLOutputValue>>): FoundPassage {
  const { row, session, n, turn_id, kind, time_ms, status, exit_code, tool } = found;
  const told = { row, session, n, turn_id, kind, time_ms, status, exit_code, tool };
  return { ...(told as unknown as Omit<FoundPassage, "places">), places: placesIn(found) };
}
