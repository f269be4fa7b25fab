// Where a session comes from: what the screens may ask, whoever answers.

import type { Header, Json } from "rollbook-core";
import type { TokenUsage, TurnStatus } from "rollbook-core/thread";
import type { ClippedView, ItemRow } from "rollbook-core/view";

/** What is told of a session as a whole. */
export interface SessionFacts {
  readonly id: string | null;
  readonly name: string | null;
  readonly header: Header;
  readonly files: readonly { readonly path: string; readonly size: number | null }[];
  readonly models: readonly string[];
  readonly usage: TokenUsage | null;
  readonly first_timestamp: string | null;
  readonly last_timestamp: string | null;
  /** What could not be read or found, in sentences. */
  readonly gaps: readonly string[];
}

/** A turn without its items. Times are Unix milliseconds. */
export interface TurnRow {
  readonly index: number;
  readonly id: string;
  readonly status: TurnStatus;
  readonly error: string | null;
  readonly withdrawn: "rolled_back" | "reverted" | null;
  readonly inherited: boolean;
  readonly model: string | null;
  readonly effort: string | null;
  readonly cwd: string | null;
  readonly started_at: number | null;
  readonly ended_at: number | null;
  readonly duration_ms: number | null;
  readonly usage: TokenUsage | null;
  readonly context_tokens: number | null;
  readonly context_window: number | null;
  readonly rate_limits: Json;
}

/** An item without its texts. `position` names it for as long as the source is open. */
export interface Row extends ItemRow {
  readonly turn: number;
  readonly position: number;
}

/** Bytes of the session's files; `file` is an index into `SessionFacts.files`. */
export interface Whereabouts {
  readonly file: number;
  readonly line: number;
  readonly offset: number;
  readonly length: number;
}

/** An item with its texts; of long ones the beginning. */
export interface Entry {
  readonly position: number;
  readonly view: ClippedView;
  readonly sources: readonly Whereabouts[];
  /** Pictures that can be asked for. */
  readonly images: number;
  /** Threads it names that may be opened. */
  readonly threads: readonly string[];
}

/** News of a session; what was told before under the same index or position is replaced. */
export interface News {
  readonly turns: readonly TurnRow[];
  readonly rows: readonly Row[];
  readonly facts: SessionFacts | null;
  /** Bytes read, and how many there are. */
  readonly read: number;
  readonly size: number;
  /** All that is there was told; more may come where the session is being written. */
  readonly done: boolean;
  /** Why there is no more. */
  readonly failure: string | null;
}

export interface Source {
  /** Names the session in addresses. */
  readonly key: string;
  /** A path or a file name. */
  readonly name: string;
  /** Starts to tell; the answer ends it. */
  readonly open: (tell: (news: News) => void) => () => void;
  readonly entries: (positions: readonly number[]) => Promise<readonly Entry[]>;
  /** The whole text of a part of an item, diffs as lines. */
  readonly part: (position: number, part: number) => Promise<string>;
  readonly image: (position: number, image: number) => Promise<Blob>;
  /** The item as JSON, indented. */
  readonly json: (position: number) => Promise<string>;
  /** Bytes of a file, at most a megabyte of them. */
  readonly bytes: (at: Whereabouts) => Promise<Uint8Array>;
  /** Positions of the items whose texts hold these words, in order. */
  readonly search: (words: string) => Promise<readonly number[]>;
}
