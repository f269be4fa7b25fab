// One process at a time fills an index: a lock that its death undoes.

import { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import type { IndexPlace } from "./place.ts";

/** Null while another process holds it. */
export function lockIndex({ directory }: IndexPlace): { readonly release: () => void } | null {
  const database = new DatabaseSync(join(directory, "lock.db"), { timeout: 0 });
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
