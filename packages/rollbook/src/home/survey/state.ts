// Codex's state database, read without touching it: which thread it thinks lies where.

import { copyFileSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { statRegular } from "../regular.ts";

export interface StateRow {
  readonly id: string;
  readonly rollout_path: string;
  readonly archived: boolean;
}

export interface StateRows {
  readonly path: string;
  readonly rows: readonly StateRow[] | null;
  /** Why it could not be read, as a sentence. */
  readonly problem: string | null;
}

const TRIES = 3;

/** The newest `state_<n>.sqlite` of a directory; null when there is none. */
export function findState(directory: string): string | null {
  let names: readonly string[];
  try {
    names = readdirSync(directory);
  } catch {
    return null;
  }
  const numbered = names.flatMap((name) => {
    const number = /^state_(\d+)\.sqlite$/.exec(name)?.[1];
    return number === undefined || statRegular(join(directory, name)) === null
      ? []
      : [{ name, number: Number(number) }];
  });
  const newest = numbered.toSorted((a, b) => b.number - a.number)[0];
  return newest === undefined ? null : join(directory, newest.name);
}

/**
 * Its threads. SQLite writes beside a database of this kind even to read it, so a copy is read, in a directory for
 * temporary files, with what Codex has not moved into the database yet. Never throws.
 */
export async function readState(path: string): Promise<StateRows> {
  let place: string | null = null;
  try {
    place = mkdtempSync(join(tmpdir(), "rollbook-state-"));
    const copy = copyState(path, place);
    if (copy === null) {
      return { path, rows: null, problem: `${path} is being written to all the time; try again when Codex is idle.` };
    }
    return { path, rows: await rowsOf(copy), problem: null };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const message = `${path} could not be read (${why}): Codex can rebuild it from the sessions; they are not affected.`;
    return { path, rows: null, problem: message };
  } finally {
    if (place !== null) rmSync(place, { recursive: true, force: true });
  }
}

/** A copy of one moment: what changed while it was made is copied again. Null when it never stood still. */
function copyState(path: string, place: string): string | null {
  const copy = join(place, "state.sqlite");
  for (let tries = 0; tries < TRIES; tries++) {
    const before = stampOf(path);
    rmSync(`${copy}-wal`, { force: true });
    if (statRegular(`${path}-wal`) !== null) copyFileSync(`${path}-wal`, `${copy}-wal`);
    copyFileSync(path, copy);
    if (stampOf(path) === before) return copy;
  }
  return null;
}

function stampOf(path: string): string {
  return [path, `${path}-wal`]
    .map((file) => statSync(file, { bigint: true, throwIfNoEntry: false }))
    .map((stats) => (stats === undefined ? "-" : `${stats.ino} ${stats.size} ${stats.mtimeNs}`))
    .join("\n");
}

async function rowsOf(copy: string): Promise<readonly StateRow[]> {
  const { DatabaseSync } = await import("node:sqlite");
  const database = new DatabaseSync(copy, { readOnly: true });
  try {
    const columns = database.prepare("SELECT name FROM pragma_table_info('threads')").all();
    const archived = columns.some(({ name }) => name === "archived") ? "archived" : "0";
    const rows = database.prepare(`SELECT id, rollout_path, ${archived} AS archived FROM threads`).all();
    return rows.flatMap(({ id, rollout_path, archived: put_away }) =>
      typeof id === "string" && typeof rollout_path === "string"
        ? [{ id, rollout_path, archived: put_away === 1 }]
        : [],
    );
  } finally {
    database.close();
  }
}
