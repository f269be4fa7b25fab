// Statements that change something and give nothing back.

import type { DatabaseSync, StatementSync } from "node:sqlite";

/**
 * SQLite tells with every change which row was the last one put anywhere, and FTS5's own tables have rows that no
 * JavaScript number holds.
 */
export function prepareChange(database: DatabaseSync, sql: string): StatementSync {
  const statement = database.prepare(sql);
  statement.setReadBigInts(true);
  return statement;
}
