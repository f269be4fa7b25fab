// The readings of a thread as tests want them: its chain of files in a home, all at once.

import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import {
  buildCatalogue,
  createCutSearch,
  createHeadReader,
  parseRolloutName,
  readRecords,
  resolveChain,
  type Reading,
  type Stem,
} from "rollbook-core";
import { plainBytes } from "./specimen/evidence.ts";
import { isSessionFile, listFiles } from "./specimen/scenario-files.ts";

/** A reading, and the number of its file in the chain. */
export interface ThreadReading {
  readonly file: number;
  readonly reading: Reading;
}

/** Oldest first, each file as far as the next one continues it. Files that cannot be unpacked are left out. */
export function threadReadings(home: string, threadId: string): readonly ThreadReading[] {
  const bytes = new Map<string, Uint8Array>();
  for (const path of listFiles(home).filter(isSessionFile)) {
    try {
      bytes.set(join(home, path), plainBytes(path, readFileSync(join(home, path))));
    } catch {
      // A broken archive has nothing to read.
    }
  }
  const catalogue = buildCatalogue([...bytes].map(([path, content]) => stemOf(path, content, home)));
  return resolveChain(catalogue, threadId).files.flatMap(({ path, ...cut }, file) => {
    const content = bytes.get(path) ?? new Uint8Array(0);
    const search = createCutSearch(cut);
    readRecords(content).some((reading) => search.step(reading));
    const end = cut.end_ordinal === null ? null : search.end(content.length).end;
    return readRecords(end === null ? content : content.subarray(0, end)).map((reading) => ({ file, reading }));
  });
}

function stemOf(path: string, content: Uint8Array, home: string): Stem {
  const reader = createHeadReader();
  reader.push(content);
  const [archived, compressed] = [path.includes("archived_sessions"), path.endsWith(".zst")];
  const kept = { path, name: parseRolloutName(basename(path)), home, archived, compressed };
  return { ...kept, size: content.length, mtime_ms: 0, ...reader.end(), prints: null };
}
