// What is in a codex home, as data: the shape of `rollbook home --json`.

import type { ImageSums } from "./images.ts";

export interface Amount {
  readonly files: number;
  readonly bytes: number;
}

/** What a file of a home is; each is counted once. */
export type FileKind =
  | "sessions"
  | "archived"
  | "compressed"
  | "documents"
  | "recordings"
  | "junk"
  | "histories"
  | "databases"
  | "logs"
  | "snapshots"
  | "worktrees"
  | "other";

export interface Share {
  readonly sessions: number;
  /** Of all their files, copies included. */
  readonly bytes: number;
}

export interface ProjectShare extends Share {
  /** The directory sessions were begun in; null where the header does not say. */
  readonly cwd: string | null;
  /** Without user and password. */
  readonly repository: string | null;
  /** When the first and the last of them was begun. */
  readonly first: string | null;
  readonly last: string | null;
}

export interface SessionLine {
  readonly id: string | null;
  readonly name: string | null;
  readonly started_at: string | null;
  readonly cwd: string | null;
  readonly cli_version: string | null;
  readonly path: string;
  readonly bytes: number;
}

/** Files that hold one rollout; the one that counts first. */
export interface Duplicate {
  readonly rollout_id: string;
  readonly paths: readonly string[];
  /** What the copies take beyond the one that counts. */
  readonly bytes: number;
}

export type DifferenceKind = "file_gone" | "file_elsewhere" | "other_home" | "no_row" | "archived_differs";

/** Where Codex's state database and the files do not say the same. */
export interface Difference {
  readonly kind: DifferenceKind;
  readonly id: string;
  /** The file; of a row whose file is gone where it should be. */
  readonly path: string;
  readonly message: string;
}

export interface StateReport {
  readonly path: string;
  /** Null where the database could not be read; `problem` says why. */
  readonly rows: number | null;
  readonly problem: string | null;
  readonly differences: readonly Difference[];
}

export type ProblemKind = "unreadable" | "empty" | "no_header" | "junk" | "config" | "version" | "stale_name";

export interface Problem {
  readonly kind: ProblemKind;
  readonly path: string;
  /** What is wrong and what can be done, as a sentence. */
  readonly message: string;
}

/** What of config.toml matters for sessions; nothing else of it is ever told. */
export interface ConfigReport {
  readonly path: string;
  readonly model: string | null;
  readonly model_provider: string | null;
  readonly model_reasoning_effort: string | null;
  readonly approval_policy: string | null;
  readonly sandbox_mode: string | null;
  readonly sqlite_home: string | null;
  readonly history_persistence: string | null;
  readonly history_max_bytes: number | null;
  readonly projects: readonly { readonly path: string; readonly trust_level: string }[];
  /** Notices that were answered or put away. */
  readonly notices: Readonly<Record<string, boolean>>;
}

export interface VersionReport {
  /** The version that wrote the session begun last: Codex does not write down which one is installed. */
  readonly last_used: string | null;
  readonly latest: string | null;
  readonly last_checked_at: string | null;
  readonly dismissed: string | null;
}

export interface RecordShare {
  /** The types of a record; both empty for what has none, and for kinds beyond the five hundredth. */
  readonly outer: string;
  readonly inner: string;
  readonly records: number;
  readonly bytes: number;
}

/** What the sessions are made of, uncompressed, copies left aside. */
export interface ContentsReport {
  readonly bytes: number;
  /** The largest share first. */
  readonly records: readonly RecordShare[];
  /** Pictures, as base64 in their records. */
  readonly images: ImageSums;
  /** Records that stand for what went before: each holds the history anew. */
  readonly compactions: { readonly records: number; readonly bytes: number };
  readonly damaged: { readonly records: number; readonly bytes: number };
  /** Files that could not be read, or not to their ends. */
  readonly unread: readonly string[];
}

export interface HomeReport {
  readonly home: string;
  readonly total: Amount;
  readonly kinds: Readonly<Record<FileKind, Amount>>;
  readonly sessions: number;
  readonly oldest: SessionLine | null;
  readonly newest: SessionLine | null;
  readonly largest: readonly SessionLine[];
  readonly projects: readonly ProjectShare[];
  /** By month of their beginning, `2026-11`. */
  readonly months: readonly (Share & { readonly month: string })[];
  /** As the headers say; a session may have been gone on with by another. */
  readonly versions: Readonly<Record<string, number>>;
  readonly sources: Readonly<Record<string, number>>;
  readonly duplicates: readonly Duplicate[];
  readonly state: StateReport | null;
  readonly config: ConfigReport | null;
  readonly version: VersionReport;
  /** Instructions for all projects: AGENTS.md, AGENTS.override.md. */
  readonly instructions: readonly string[];
  readonly problems: readonly Problem[];
  /** Null where it was not asked for: every session has to be read for it. */
  readonly contents: ContentsReport | null;
}
