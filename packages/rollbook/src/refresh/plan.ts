// What is to be read: what the home holds, against what the index was made from.

import { sessionFiles, type Library, type SessionFiles } from "../home/index.ts";
import type { IndexedFile, Renamed, SessionHead } from "../index/index.ts";
import { listAll, type Listed } from "../listing/index.ts";
import { aboutOf } from "./about.ts";
import { sameStamp, type Stamp } from "./sight.ts";
import { sha256 } from "./hash.ts";

/** A session as a shard knows it. */
export interface Indexed {
  readonly shard: number;
  readonly key: string;
  readonly plan: string;
  readonly partial: boolean;
  readonly resumable: boolean;
  readonly name: string | null;
  readonly updated_ms: number;
  readonly files: readonly IndexedFile[];
}

/** A session that is to be read; plain data. */
export interface Job {
  readonly head: SessionHead;
  readonly session: SessionFiles;
  readonly mode: "replace" | "append";
  readonly newest: boolean;
  /** The shard that has it; null for one that none has yet. */
  readonly shard: number | null;
  readonly stamps: readonly (Stamp | null)[];
  /** Of an `append`: how its files were read before. */
  readonly before: readonly IndexedFile[];
  /** Bytes on disk to be read. */
  readonly size: number;
}

export interface Plan {
  /** The newest first. */
  readonly jobs: readonly Job[];
  /** Keys of sessions that are gone, by shard. */
  readonly gone: readonly { readonly shard: number; readonly key: string }[];
  /** Sessions that are as they were, under another name. */
  readonly renamed: readonly (Renamed & { readonly shard: number })[];
}

export function planSessions(library: Library, stamps: ReadonlyMap<string, Stamp>, known: readonly Indexed[]): Plan {
  const byKey = new Map(known.map((each) => [each.key, each]));
  // Nothing is there: the first build goes from the newest down.
  const top = known.length === 0 ? Number.POSITIVE_INFINITY : Math.max(...known.map(({ updated_ms }) => updated_ms));
  const met = new Set<string>();
  const jobs: Job[] = [];
  const renamed: Plan["renamed"][number][] = [];
  for (const listed of listAll(library)) {
    const key = keyOf(listed, met);
    met.add(key);
    const before = byKey.get(key) ?? null;
    const job = jobOf(library, listed, key, before, stamps, top);
    if (job !== null) jobs.push(job);
    else if (before !== null && before.name !== listed.name) {
      renamed.push({ shard: before.shard, key, name: listed.name });
    }
  }
  const gone = known.filter(({ key }) => !met.has(key)).map(({ shard, key }) => ({ shard, key }));
  return { jobs: jobs.toSorted((a, b) => b.head.updated_ms - a.head.updated_ms), gone, renamed };
}

/** Two threads may have one id where homes lie in each other. */
function keyOf({ id, path }: Listed, met: ReadonlySet<string>): string {
  const key = id?.toLowerCase() ?? path;
  return met.has(key) ? path : key;
}

/** What a session is read from, as a short text. */
export function planOf(session: SessionFiles): string {
  return sha256().update(JSON.stringify(session)).digest("base64url").slice(0, 22);
}

function jobOf(
  library: Library,
  listed: Listed,
  key: string,
  known: Indexed | null,
  all: ReadonlyMap<string, Stamp>,
  top: number,
): Job | null {
  const { thread, id, path, name, updated_ms } = listed;
  const session = sessionFiles(library, thread.rollouts, false);
  const stamps = session.parts.map((part) => all.get(part.path) ?? null);
  const plan = planOf(session);
  const mode = known === null || known.plan !== plan ? "replace" : modeOf(known, stamps);
  if (mode === null) return null;
  const before = mode === "append" && known !== null ? known.files : [];
  const left = stamps.map((stamp, part) => Math.max(0, (stamp?.size ?? 0) - (before[part]?.bytes ?? 0)));
  return {
    head: { key, session_id: id, path, name, updated_ms, about: aboutOf(listed), plan },
    session,
    mode,
    newest: mode === "append" || updated_ms > top,
    shard: known?.shard ?? null,
    stamps,
    before,
    size: left.reduce((sum, bytes) => sum + bytes, 0),
  };
}

/** Null when nothing has changed. Only the last file that was read may have grown. */
function modeOf(known: Indexed, stamps: readonly (Stamp | null)[]): Job["mode"] | null {
  const last = known.files.length - 1;
  const same = stamps.map((stamp, part) => sameStamp(stamp ?? undefined, known.files[part]));
  if (!known.partial && same.every((each) => each)) return null;
  const file = known.files[last];
  const stamp = stamps[last];
  if (!known.resumable || file === undefined || !stamp || file.print === null) return "replace";
  if (!known.partial && known.files.length !== stamps.length) return "replace";
  // Of the same size at another time: something in it may have been replaced.
  const grown = sameStamp(stamp, file) || (stamp.ino === file.ino && stamp.size > file.size);
  return grown && same.slice(0, last).every((each) => each) ? "append" : "replace";
}
