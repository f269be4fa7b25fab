// The rows of passages in a shard: places, words and parts.

import type { DatabaseSync } from "node:sqlite";
import type { Placed } from "./rows.ts";
import { bunchOf, wordColumns, type Detail } from "./schema.ts";
import { createWords } from "./words.ts";
import { prepareChange } from "./change.ts";
import { prepareLabels } from "./label.ts";
import { placeColumns } from "./places.ts";

export interface PassageTable {
  put(placed: readonly Placed[]): void;
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
  const putPlace = prepareChange(database, `INSERT INTO passage VALUES (${Array(17).fill("?").join(", ")})`);
  const putWords = prepareChange(database, `INSERT INTO words (rowid, ${columns.join(", ")}) VALUES (?, ${marks})`);
  const putParts = prepareChange(database, "INSERT INTO parts (rowid, text) VALUES (?, ?)");
  const rowOf = database.prepare("SELECT row FROM passage WHERE session = ? AND n = ?");
  const rowsOf = database.prepare("SELECT row FROM passage WHERE session = ? AND n >= ?");
  const dropPlace = prepareChange(database, "DELETE FROM passage WHERE row = ?");
  const dropWords = prepareChange(database, "DELETE FROM words WHERE rowid = ?");
  const dropParts = prepareChange(database, "DELETE FROM parts WHERE rowid = ?");
  const bunch = bunchOf(detail);
  const others = database.prepare(`SELECT 1 FROM passage WHERE row >= ?1 << ${bunch} AND row < (?1 + 1) << ${bunch}`);
  const { wordsOf, partsOf } = createWords(detail);
  const turns = turnTable(database);
  const labels = prepareLabels(database);

  /** Words of a passage stay for as long as its bunch: they select it for nothing, and its texts decide. */
  function drop(row: number): void {
    dropPlace.run(row);
    const number = bunchNumber(row);
    if (bunch > 0 && others.get(number) !== undefined) return;
    dropWords.run(number);
    dropParts.run(number);
  }

  const bunchNumber = (row: number): number => Math.floor(row / 2 ** bunch);

  function removeFrom(session: number, n: number): void {
    for (const { row } of rowsOf.all(session, n)) drop(Number(row));
  }

  function putOne({ row, session, passage }: Placed): void {
    const { n, kind, turn_id, time_ms, status, exit_code, tool } = passage;
    const turn = turn_id === null ? null : turns.numberOf(session, turn_id);
    const [type, state, name] = [kind, status, tool].map(labels.idOf);
    const place = placeColumns(passage.places);
    putPlace.run(row, session, n, turn, type ?? null, time_ms, state ?? null, exit_code, name ?? null, ...place);
  }

  return {
    put(placed) {
      // Within a transaction the word table keeps together what comes in the order of its rows.
      const sorted = placed.toSorted((a, b) => a.row - b.row);
      for (let from = 0; from < sorted.length;) {
        const number = bunchNumber(sorted[from]?.row ?? 0);
        let to = from;
        for (let next = sorted[to]; next !== undefined && bunchNumber(next.row) === number; next = sorted[++to]) {
          putOne(next);
        }
        const passages = sorted.slice(from, to).map(({ passage }) => passage);
        putWords.run(number, ...wordsOf(passages));
        const parts = partsOf(passages);
        if (parts !== null) putParts.run(number, parts);
        from = to;
      }
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
    forget() {
      turns.forget();
      labels.forget();
    },
  };
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
