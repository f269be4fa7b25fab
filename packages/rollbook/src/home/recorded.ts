// What recordings hold of sessions: files that are a session's own a second time, and the session where that is gone.

import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { recordedName } from "rollbook-core";
import { isDirectory } from "./regular.ts";

/** Beside the trees of sessions: of Codex versions that stumble over directories among these. */
export const RECORDINGS = "recordings";

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The recordings of a codex home that lie outside of its trees of sessions. */
export function recordingRooms(home: string): readonly string[] {
  const room = join(home, RECORDINGS);
  try {
    return readdirSync(room)
      .filter(isRecordingName)
      .map((name) => join(room, name))
      .filter(isDirectory);
  } catch {
    return [];
  }
}

/** Whether a directory is named as a recording is: by the id of its thread. */
export function isRecordingName(name: string): boolean {
  return UUID.test(name);
}

/** Leaves out what is there under its own name, packed or not; of several of one name the first counts. */
export function withoutRecorded(paths: readonly string[]): readonly string[] {
  if (!paths.some((path) => recordedName(basename(path)) !== null)) return paths;
  const names = new Set(
    paths.map((path) => basename(path)).flatMap((name) => (recordedName(name) ? [] : [keyOf(name)])),
  );
  return paths.toSorted().filter((path) => {
    const name = recordedName(basename(path));
    if (name === null) return true;
    if (names.has(keyOf(name))) return false;
    names.add(keyOf(name));
    return true;
  });
}

function keyOf(name: string): string {
  return name.endsWith(".zst") ? name.slice(0, -4) : name;
}
