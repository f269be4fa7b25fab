// The rows of passages in a shard: places, words and parts.

import type { DatabaseSync } from "node:sqlite";
import type { Passage } from "rollbook-core/digest";
import type { Placed } from "./rows.ts";
import { wordColumns, type Detail } from "./schema.ts";
import { partsOf, wordsOf } from "./words.ts";
import { prepareChange } from "./change.ts";

export interface PassageTable {
  put(placed: Placed): void;
  /** Takes the `n`-th passage away and gives its row; null where there is none. */
  take(session: number, n: number): number | null;
  /** Takes away those of a session from the `n`-th on. */
  removeFrom(session: number, n: number): void;
  /** Takes away all of a session. */
  removeAll(session: number): void;
  /** A transaction is over, or was undone: what was known within it may no longer hold. */
  forget(): void;
}

export function preparePassages(database: DatabaseSync, detail: Detail): PassageTable {
  const columns = wordColumns(detail);
  const marks = columns.map(() => "?").join(", ");
  const putPlace = prepareChange(database, `INSERT INTO passage VALUES (${Array(14).fill("?").join(", ")})`);
  const putWords = prepareChange(database, `INSERT INTO words (rowid, ${columns.join(", ")}) VALUES (?, ${marks})`);
  const putParts = prepareChange(database, "INSERT INTO parts (rowid, text) VALUES (?, ?)");
  const rowOf = database.prepare("SELECT row FROM passage WHERE session = ? AND n = ?");
  const rowsOf = database.prepare("SELECT row FROM passage WHERE session = ? AND n >= ?");
  const dropPlace = prepareChange(database, "DELETE FROM passage WHERE row = ?");
  const dropWords = prepareChange(database, "DELETE FROM words WHERE rowid = ?");
  const dropParts = prepareChange(database, "DELETE FROM parts WHERE rowid = ?");
  const turns = turnTable(database);

  function drop(row: number): void {
    dropPlace.run(row);
    dropWords.run(row);
    dropParts.run(row);
  }

  function removeFrom(session: number, n: number): void {
    for (const { row } of rowsOf.all(session, n)) drop(Number(row));
  }

  return {
    put({ row, session, passage }) {
      const { n, kind, turn_id, time_ms, status, exit_code, tool } = passage;
      const [first, ...others] = passage.places;
      const { part = 0, line = 0, offset = 0, length = 0 } = first ?? {};
      const turn = turn_id === null ? null : turns.numberOf(session, turn_id);
      const place = [part, line, offset, length, moreOf(others)] as const;
      putPlace.run(row, session, n, turn, kind, time_ms, status, exit_code, tool, ...place);
      putWords.run(row, ...wordsOf(passage, detail));
      const parts = partsOf(passage);
      if (parts !== null) putParts.run(row, parts);
    },
    take(session, n) {
      const row = rowOf.get(session, n)?.["row"];
      if (typeof row !== "number") return null;
      drop(row);
      return row;
    },
    removeFrom,
    removeAll(session) {
      removeFrom(session, 0);
      turns.removeAll(session);
    },
    forget: turns.forget,
  };
}

function moreOf(places: Passage["places"]): string | null {
  if (places.length === 0) return null;
  return places.map(({ part, line, offset, length }) => `${part} ${line} ${offset} ${length}`).join(" ");
}

interface TurnTable {
  numberOf(session: number, turn_id: string): number;
  removeAll(session: number): void;
  forget(): void;
}

function turnTable(database: DatabaseSync): TurnTable {
  const list = database.prepare("SELECT n, turn_id FROM turn WHERE session = ?");
  const put = prepareChange(database, "INSERT INTO turn VALUES (?, ?, ?)");
  const drop = prepareChange(database, "DELETE FROM turn WHERE session = ?");
  let known = new Map<number, Map<string, number>>();

  function turnsOf(session: number): Map<string, number> {
    const before = known.get(session);
    if (before !== undefined) return before;
    const turns = new Map(list.all(session).map(({ n, turn_id }) => [String(turn_id), Number(n)]));
    known.set(session, turns);
    return turns;
  }

  return {
    numberOf(session, turn_id) {
      const turns = turnsOf(session);
      const number = turns.get(turn_id) ?? turns.size;
      if (number === turns.size) {
        turns.set(turn_id, number);
        put.run(session, number, turn_id);
      }
      return number;
    },
    removeAll(session) {
      known.delete(session);
      drop.run(session);
    },
    forget() {
      known = new Map();
    },
  };
}
