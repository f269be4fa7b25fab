// What was left apart is one piece afterwards, and says the same.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { afterAll, describe, expect, test } from "vitest";
import type { Passage } from "rollbook-core/digest";
import { createWriter, openShard, type Detail, type Entry } from "./index.ts";

const root = mkdtempSync(join(tmpdir(), "rollbook-join-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

function passageOf(n: number, session: number): Passage {
  const said = `every word${n} of session${session} ${"filler ".repeat(n)}`;
  return {
    n,
    kind: "reply",
    turn_id: null,
    time_ms: session * 1000 + n,
    status: null,
    exit_code: null,
    tool: null,
    texts: { said, command: `run ${session}`, output: "", path: "" },
    cut: false,
    places: [{ part: 0, line: n + 1, offset: n * 10, length: 9 }],
  };
}

function entryOf(session: number): Entry {
  const key = `session-${session}`;
  return {
    head: { key, session_id: key, path: `/${key}`, name: null, updated_ms: session, about: {}, plan: "" },
    mode: "replace",
    newest: false,
    files: [],
    passages: Array.from({ length: 30 }, (_, n) => passageOf(n, session)),
    settled: 30,
    cut: 0,
    partial: null,
    facets: null,
    cells: [],
    problems: [],
    state: null,
  };
}

const piecesOf = (database: DatabaseSync): readonly unknown[] =>
  ["words", "parts"].map(
    (table) => database.prepare(`SELECT count(DISTINCT segid) AS n FROM ${table}_idx`).get()?.["n"],
  );
const rowsOf = (database: DatabaseSync, word: string): readonly unknown[] =>
  database.prepare("SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid DESC").all(word);

describe.each<Detail>(["column", "none"])("an index that keeps %s", (detail) => {
  test("leaves many pieces where much comes, and one at the end", () => {
    const database = openShard(join(root, `${detail}.db`), { home: "/home", detail });
    const writer = createWriter(database, detail, true);
    for (let session = 0; session < 40; session++) writer.put([entryOf(session)]);
    writer.remove(["session-7", "session-8"]);
    expect(piecesOf(database)).toEqual([40, 40]);
    const words = ["every", "word3", "session12", "session7", "filler"];
    const before = words.map((word) => rowsOf(database, word));
    expect(before[0]).not.toEqual([]);
    expect(before[3]).toEqual([]);

    writer.settle();
    expect(piecesOf(database)).toEqual([1, 1]);
    expect(words.map((word) => rowsOf(database, word))).toEqual(before);
    expect(database.prepare("PRAGMA freelist_count").get()).toEqual({ freelist_count: 0 });
    expect(database.prepare("PRAGMA quick_check").get()).toEqual({ quick_check: "ok" });
    writer.settle();
    expect(piecesOf(database)).toEqual([1, 1]);
    database.close();
  });

  test("joins as it comes where a build was left off", () => {
    const path = join(root, `${detail}-left.db`);
    const first = openShard(path, { home: "/home", detail });
    const writer = createWriter(first, detail, true);
    for (let session = 0; session < 20; session++) writer.put([entryOf(session)]);
    first.close();
    const database = openShard(path, { home: "/home", detail });
    const next = createWriter(database, detail);
    for (let session = 20; session < 24; session++) next.put([entryOf(session)]);
    expect(Number(piecesOf(database)[0])).toBeLessThan(20);
    expect(rowsOf(database, "every")).toHaveLength(detail === "column" ? 24 * 30 : 24 * 2);
    database.close();
  });
});
