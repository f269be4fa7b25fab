// What is written of a session, as plain data: made by who reads it, kept by the shard.

import type { Facets } from "rollbook-core/facets";
import type { Passage } from "rollbook-core/digest";
import type { Cell } from "rollbook-core/usage";

/** A file as it was read. */
export interface IndexedFile {
  readonly path: string;
  readonly ino: number;
  /** Bytes on disk. */
  readonly size: number;
  /** Whole microseconds are what a number holds of it. */
  readonly mtime_us: number;
  /** Read so far, uncompressed, to the end of the last whole line. */
  readonly bytes: number;
  readonly lines: number;
  /** Of what stands before `bytes`; null for what cannot be gone on with. */
  readonly print: string | null;
}

/** What names, heads and disk say of a session. */
export interface SessionHead {
  readonly key: string;
  readonly session_id: string | null;
  readonly path: string;
  readonly name: string | null;
  readonly updated_ms: number;
  /** What names and heads say, as JSON; a column of the view `sessions` for some of it. */
  readonly about: object;
  /** What it is made from, as text: when that changes it is read anew. */
  readonly plan: string;
}

/** What a reading of a session told. Of one that goes on: the whole of it, but of the passages only what is new or amended. */
export interface Entry {
  readonly head: SessionHead;
  /** `replace`: nothing of what was there stays. */
  readonly mode: "replace" | "append";
  /** Newer than all that is there: its rows are put on top, others below. */
  readonly newest: boolean;
  readonly files: readonly IndexedFile[];
  readonly passages: readonly Passage[];
  /** How many of all of its passages stand in whole lines; the rest is read again when the file has grown. */
  readonly settled: number;
  /** Passages of which only the beginning was indexed. */
  readonly cut: number;
  /** The rest is still to be read; its passages are about so many. */
  readonly partial: number | null;
  /** Null of a partial one. */
  readonly facets: Facets | null;
  readonly cells: readonly Cell[];
  readonly problems: readonly string[];
  readonly state: Uint8Array | null;
}
