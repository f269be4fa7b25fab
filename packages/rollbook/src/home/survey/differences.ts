// What Codex's state database says of sessions, held against the files that are there.

import { basename } from "node:path";
import { recordedName, type Catalogue, type CataloguedThread, type Era } from "rollbook-core";
import type { Difference } from "./contract.ts";
import type { StateRow } from "./state.ts";

/** Codex of today does not read these, so it has no rows for them. */
const OLDEST: ReadonlySet<Era | null> = new Set<Era | null>(["document", "bare"]);

/** What the disk says of a path that the database names. */
export interface Disk {
  readonly exists: (path: string) => boolean;
  readonly inHome: (path: string) => boolean;
}

/** The database names plain files, also where compressed ones lie. */
export function findDifferences(rows: readonly StateRow[], catalogue: Catalogue, disk: Disk): readonly Difference[] {
  const threads = new Map(catalogue.threads.map((thread) => [thread.id?.toLowerCase(), thread]));
  const known = new Set(rows.map(({ id }) => id.toLowerCase()));
  const ofRows = rows.flatMap((row) => {
    const found = differenceOf(row, threads.get(row.id.toLowerCase()) ?? null, disk);
    return found === null ? [] : [found];
  });
  return [...ofRows, ...catalogue.threads.flatMap((thread) => unlisted(thread, known))];
}

function differenceOf(
  { id, rollout_path, archived }: StateRow,
  thread: CataloguedThread | null,
  { exists, inHome }: Disk,
): Difference | null {
  const there = exists(rollout_path) || exists(`${rollout_path}.zst`);
  if (there && !inHome(rollout_path)) {
    const message = `Codex reads session ${id} from another place, ${rollout_path}: this home was copied. Without its state_*.sqlite files Codex makes them anew from the sessions here.`;
    return { kind: "other_home", id, path: rollout_path, message };
  }
  if (thread === null) {
    if (there) return null;
    const message = `Codex's database has session ${id}, but its file is gone: ${rollout_path}. Bring it back from a backup, or "codex delete ${id}" takes it off the list.`;
    return { kind: "file_gone", id, path: rollout_path, message };
  }
  const { path } = thread.head.stem;
  if (!there) {
    const message = `Codex looks for session ${id} at ${rollout_path}, so it neither lists nor resumes it: the file lies at ${path}. Move it to where Codex looks.`;
    return { kind: "file_elsewhere", id, path, message };
  }
  if (archived === thread.head.stem.archived) return null;
  const message = archived
    ? `Codex's database has session ${id} as archived, but its file is among the live ones: ${path}. Codex corrects that when it next lists its sessions.`
    : `Codex's database has session ${id} as live, but its file is archived, so Codex lists and does not resume it: ${path}. "codex unarchive ${id}" brings it back.`;
  return { kind: "archived_differs", id, path, message };
}

function unlisted({ id, head }: CataloguedThread, known: ReadonlySet<string>): readonly Difference[] {
  const { path, size, era, archived } = head.stem;
  if (id === null || known.has(id.toLowerCase()) || OLDEST.has(era) || size === 0) return [];
  // Of a session that was deleted the recording is left, which Codex does not look at.
  if (recordedName(basename(path)) !== null) return [];
  const command = archived ? "codex unarchive" : "codex resume";
  const message = `Codex's database does not have session ${id}, though its file is there: ${path}. "${command} ${id}" finds it all the same.`;
  return [{ kind: "no_row", id, path, message }];
}
