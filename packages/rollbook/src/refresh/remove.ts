// Takes an index away, to make room for another one.

import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { asIndexError } from "../index/index.ts";
import { LOCK, lockIndex } from "./lock.ts";
import { directoryOf } from "./place.ts";

/** False while another process fills it. The lock stays, for others may be waiting at it. */
export function removeIndex(home: string, env: Readonly<Record<string, string | undefined>>): boolean {
  const directory = directoryOf(home, env);
  if (!existsSync(directory)) return true;
  try {
    const lock = lockIndex({ directory });
    if (lock === null) return false;
    try {
      for (const name of readdirSync(directory)) {
        if (!name.startsWith(LOCK)) rmSync(join(directory, name), { recursive: true, force: true });
      }
    } finally {
      lock.release();
    }
    return true;
  } catch (error) {
    throw asIndexError(error, directory);
  }
}
