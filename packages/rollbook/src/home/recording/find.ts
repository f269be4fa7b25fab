// Where the recording of a thread lies: in its codex home, or beside the session's file.

import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { recordedName } from "rollbook-core";
import { isDirectory } from "../regular.ts";
import { isRecordingName, RECORDINGS } from "../recorded.ts";

/** What of a thread decides where its recording is. */
export interface Recorded {
  /** Its codex home; empty where it lies in none. */
  readonly home: string;
  /** The root of its tree of threads, and itself, as far as they are known. */
  readonly ids: readonly (string | null)[];
  /** Its files. */
  readonly paths: readonly string[];
}

const LOGS = ["manifest.json", "session_oai_raw.log", "session_meta.log"];

/** The directory of the recording; null where there is none. A recording holds a whole tree of threads. */
export function findRecording({ home, ids, paths }: Recorded): string | null {
  const beside = paths.filter((path) => recordedName(basename(path)) !== null).map((path) => dirname(path));
  const named = ids.filter((id) => id !== null && isRecordingName(id));
  const rooms = home === "" ? [] : [join(home, "sessions"), join(home, RECORDINGS)];
  const places = [...beside, ...named.flatMap((id) => rooms.map((room) => join(room, id?.toLowerCase() ?? "")))];
  return places.find(isRecording) ?? null;
}

/** Whether a directory is a recording, by what is in it. */
export function isRecording(directory: string): boolean {
  return isDirectory(directory) && LOGS.some((name) => existsSync(join(directory, name)));
}
