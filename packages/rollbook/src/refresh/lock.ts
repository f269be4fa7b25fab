// One process at a time fills an index: a lock that its death undoes.

import { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import type { IndexPlace } from "./place.ts";

/** The name of its file, and the beginning of what SQLite puts beside that. */
export const LOCK = "lock.db";

/** Null while another process holds it. */
export function lockIndex({ directory }: Pick<IndexPlace, "directory">): { readonly release: () => void } | null {
  const database = new DatabaseSync(join(directory, LOCK), { timeout: 0 });
  try {
    database.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    database.close();
    if (isBusy(error)) return null;
    throw error;
  }
  return { release: () => database.close() };
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && "errcode" in error && error.errcode === 5;
}
