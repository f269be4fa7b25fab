// Stems: what the names and heads of session files say, before the files are read.

import type { Place } from "../bytes/place.ts";
import type { Era } from "../rollout/era.ts";
import type { Header } from "./header.ts";
import type { RolloutName } from "./name.ts";

/** Where a rollout is kept. */
export interface Kept {
  /** As it was given; messages and evidence repeat it. */
  readonly path: string;
  /** Null when a person named the file, or Codex did not. */
  readonly name: RolloutName | null;
  /** The codex home it lies in; empty for a file that lies in none. */
  readonly home: string;
  readonly archived: boolean;
  readonly compressed: boolean;
  /** Bytes on disk. */
  readonly size: number;
  /** When it was last written to, in Unix milliseconds. */
  readonly mtime_ms: number;
}

/** A file with what its head says of its place among others. */
export interface Stem extends Kept {
  readonly header: Header;
  /** Of the header's record; null where there is none. */
  readonly era: Era | null;
  /** Where that record stands. */
  readonly at: Place | null;
  /** The first id among its items, in the two oldest eras: files with the same one tell of one session. */
  readonly mark: string | null;
  /**
   * For each of its items a fingerprint of all items up to it, which tells whether another file goes on where this one
   * ends. Null for a file that has no mark, or is the only one with it.
   */
  readonly prints: readonly string[] | null;
}

/**
 * The last id in the file's name. Without such a name the thread's, but not of a file that continues another: it may be
 * a segment, and what that was called nothing tells.
 */
export function rolloutOf({ name, header }: Stem): string | null {
  if (name !== null) return name.rollout_id;
  return header.base === null ? header.thread_id : null;
}

export function threadOf({ name, header }: Stem): string | null {
  return header.thread_id ?? name?.thread_id ?? null;
}

/** When the file was begun, as names and headers tell it; for sorting files of one machine. */
export function beginningOf({ name, header }: Stem): string {
  return name?.local_time ?? header.started_at ?? "";
}
