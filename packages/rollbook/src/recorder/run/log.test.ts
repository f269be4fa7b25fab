// Logs of Codex's that are found in the middle of being made.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { databaseLog } from "./log.ts";

test("a database without its table has nothing yet, and what comes is taken from its first row", () => {
  const place = mkdtempSync(join(tmpdir(), "rollbook-log-"));
  try {
    const path = join(place, "logs_2.sqlite");
    const change = (statement: string): void => {
      const database = new DatabaseSync(path);
      database.exec(statement);
      database.close();
    };
    change("PRAGMA user_version = 1");
    const taken: string[] = [];
    const log = databaseLog(path, false, null, (text) => void taken.push(text));
    log.read(7);
    change(`CREATE TABLE logs (id INTEGER PRIMARY KEY, ts INTEGER, ts_nanos INTEGER, level TEXT, target TEXT,
      thread_id TEXT, process_uuid TEXT, feedback_log_body TEXT);
      INSERT INTO logs VALUES (1, 0, 0, 'INFO', 'codex', NULL, 'pid:7:x', 'begun'), (2, 0, 0, 'INFO', 'codex', NULL,
      'pid:8:x', 'another')`);
    log.read(7);
    expect(taken).toEqual([expect.stringContaining("begun")]);
  } finally {
    rmSync(place, { recursive: true });
  }
});
