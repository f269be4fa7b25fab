// How the pieces that transactions leave in the word tables are joined: as they come, or afterwards all at once.

import type { DatabaseSync } from "node:sqlite";
import { prepareChange } from "./change.ts";

const TABLES = ["words", "parts"] as const;

/** FTS5's own settings: four pieces are joined little by little, sixteen of one size at once. */
const AS_THEY_COME = { automerge: 4, crisismerge: 16 } as const;
/** Each word is then written twice, not four times. FTS5 takes no more than 2,000 pieces. */
const AFTERWARDS = { automerge: 0, crisismerge: 64 } as const;

/** `later`: much is to be written, and `joinAll` follows. */
export function setJoining(database: DatabaseSync, later: boolean): void {
  for (const table of TABLES) {
    const settings = Object.entries(later ? AFTERWARDS : AS_THEY_COME);
    const rows = database.prepare(`SELECT k, v FROM ${table}_config`).all();
    const known = new Map(rows.map(({ k, v }) => [k, v]));
    for (const [name, value] of settings) {
      // A word table that is new has these settings without being told.
      if ((known.get(name) ?? AS_THEY_COME[name as keyof typeof AS_THEY_COME]) === value) continue;
      database.exec(`INSERT INTO ${table} (${table}, rank) VALUES ('${name}', ${value})`);
    }
  }
}

/** Pages of one step: what is written in one transaction waits in a file of its own until that is over. */
const STEP = 4096;

/** Leaves one piece of each table, so that searches are quick, and no free pages. */
export function joinAll(database: DatabaseSync): void {
  const total = database.prepare("SELECT total_changes() AS changes");
  const changes = (): number => Number(total.get()?.["changes"]);
  const free = database.prepare("PRAGMA freelist_count");
  for (const table of TABLES) {
    const join = prepareChange(database, `INSERT INTO ${table} (${table}, rank) VALUES ('merge', ?)`);
    // Below zero it takes all pieces; fewer than two changes mean that nothing was left to do.
    for (let pages = -STEP, before = changes(); ; pages = STEP, before = changes()) {
      join.run(pages);
      if (changes() - before < 2) break;
    }
  }
  while (Number(free.get()?.["freelist_count"]) > 0) database.exec(`PRAGMA incremental_vacuum(${STEP})`);
  database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
}
