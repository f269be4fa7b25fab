// What is told of the files a thread changed: of each what is known, and of what is not known why.

import type { NumberedHunk } from "../patch/index.ts";

export const REPLAY_SCHEMA_VERSION = 1;

/** An item of the thread. */
export interface ItemRef {
  readonly turn_index: number;
  readonly turn_id: string;
  readonly item_id: string;
}

/**
 * Why something is not known:
 * - `command`, `tool`, `agent`: it ran, it may have written any file, and nothing says which
 * - `patch`: a patch that failed part way, or of which nothing says how it ended
 * - `undo`: Codex put files back to a snapshot
 * - `other_thread`: turns of another thread, from which this one was forked
 * - `damage`: records that cannot be read
 * - `misfit`: a change does not fit the text before it, so something that left no record had changed that
 * - `unseen`: changes show only some lines of the file
 * - `unnumbered`: a patch without line numbers, of a text that is not known
 * - `base`: what stands in the base commit is no text file
 */
export type ReasonKind = (typeof REASON_KINDS)[number];
export const REASON_KINDS = [
  "command",
  "tool",
  "agent",
  "patch",
  "undo",
  "other_thread",
  "damage",
  "misfit",
  "unseen",
  "unnumbered",
  "base",
] as const;

export interface Reason {
  readonly kind: ReasonKind;
  /** The item that is the reason; the first one where there are several of the kind. */
  readonly item: ItemRef | null;
  /** How many items are. */
  readonly count: number;
  /** A command line, the name of a tool, or a sentence. */
  readonly text: string;
}

/**
 * - `add`, `delete`, `update`: as the patch says; an `add` may replace a file
 * - `arrive`: the file was moved here from `moved_from`
 */
export type ChangeKind = (typeof CHANGE_KINDS)[number];
export const CHANGE_KINDS = ["add", "delete", "update", "arrive"] as const;

/** One change of a file. */
export interface RecordedChange {
  readonly item: ItemRef;
  /** Its place among all changes that count, from 0. */
  readonly seq: number;
  readonly path: string;
  readonly kind: ChangeKind;
  readonly moved_to: string | null;
  readonly moved_from: string | null;
  readonly lines_added: number | null;
  readonly lines_removed: number | null;
  /** With line numbers; null where these are not known. */
  readonly hunks: readonly NumberedHunk[] | null;
  /** The hunks as the patch had them, where it numbers no lines. */
  readonly unnumbered: string | null;
}

/**
 * - `known`: all of it, to the byte; nothing that is recorded can have changed it since
 * - `deleted`: it is not there, likewise
 * - `unknown`: `reasons` say why
 */
export type FileCondition = (typeof FILE_CONDITIONS)[number];
export const FILE_CONDITIONS = ["known", "deleted", "unknown"] as const;

/** A file after a turn. */
export interface FileState {
  readonly path: string;
  readonly state: FileCondition;
  /** The whole text of a known file. */
  readonly text: string | null;
  /** Its mode as git writes it, such as 100755; null where it is not known. */
  readonly mode: string | null;
  /** Lines that are known of an unknown file. */
  readonly known_lines: number;
  readonly changes: number;
  readonly reasons: readonly Reason[];
}

/**
 * - `added`, `deleted`, `modified`, `renamed`: from before its first change to after its last
 * - `unchanged`: in the end nothing is different
 */
export type DiffKind = (typeof DIFF_KINDS)[number];
export const DIFF_KINDS = ["added", "deleted", "modified", "renamed", "unchanged"] as const;

/** What became of a file, in one diff. */
export interface FileDiff {
  /** Its path in the end; before, if it is gone. */
  readonly path: string;
  /** Its path in the beginning; null for a file that was not there. */
  readonly old_path: string | null;
  readonly kind: DiffKind;
  /** Modes as git writes them; null where they are not known, or the file is not there. */
  readonly old_mode: string | null;
  readonly mode: string | null;
  /** Null where the diff is not known; `reasons` say why, and `changes` what is. */
  readonly hunks: readonly NumberedHunk[] | null;
  readonly lines_added: number | null;
  readonly lines_removed: number | null;
  readonly reasons: readonly Reason[];
  readonly changes: readonly RecordedChange[];
}

/** A file that a thread touched, and how. */
export interface TouchedFile {
  readonly path: string;
  /** In the order in which they first happened. */
  readonly kinds: readonly ChangeKind[];
  readonly changes: number;
  /** Indices of turns, ascending. */
  readonly turns: readonly number[];
  /** Sums over its changes; null where one of them does not tell. */
  readonly lines_added: number | null;
  readonly lines_removed: number | null;
  /** Where it was moved to, last. */
  readonly moved_to: string | null;
  readonly moved_from: string | null;
  /** Changes that may have happened: patches that failed part way, or of which nothing says how they ended. */
  readonly uncertain: number;
}
