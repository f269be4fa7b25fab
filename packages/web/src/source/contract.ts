// Where a session comes from: what the screens may ask, whoever answers.

import type { Json } from "rollbook-core";
import type { TokenUsage, TurnStatus } from "rollbook-core/thread";
import type { ClippedView, ItemRow } from "rollbook-core/view";

/** What is told of a session as a whole. */
export interface SessionFacts {
  readonly id: string | null;
  readonly name: string | null;
  readonly cwd: string | null;
  readonly branch: string | null;
  readonly cli_version: string | null;
  readonly files: readonly { readonly path: string; readonly size: number | null }[];
  /** Other sessions it came from, or that came from it. */
  readonly relations: readonly Relation[];
  /** The command that goes on with it. */
  readonly resume: string | null;
  /** It is being written. */
  readonly live: boolean;
  /** What could not be read or found, in sentences. */
  readonly gaps: readonly string[];
}

export interface Relation {
  readonly kind: "parent" | "forked from" | "agent" | "fork";
  /** Null where it is not here. */
  readonly key: string | null;
  readonly name: string;
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

/** Bytes as text, or in hexadecimal where they are none. */
export interface Stretch {
  readonly kind: "text" | "bytes";
  readonly text: string;
}

/** An item with its texts; of long ones the beginning. */
export interface Entry {
  readonly position: number;
  readonly view: ClippedView;
  readonly sources: readonly Whereabouts[];
  /** Pictures that can be asked for. */
  readonly images: number;
  /** Threads it names; with a key, they can be opened. */
  readonly threads: readonly { readonly id: string; readonly key: string | null }[];
}

/** News of a session; what was told before under the same index or position is replaced. */
export interface News {
  readonly turns: readonly TurnRow[];
  readonly rows: readonly Row[];
  readonly facts: SessionFacts | null;
  /** All that was told before is void: this is told anew. */
  readonly anew?: true;
  /** When all is told: rows at this position and behind it are no longer there. */
  readonly items?: number;
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
  /** Fails where `left` tells that nobody waits any longer. */
  readonly entries: (positions: readonly number[], left?: AbortSignal) => Promise<readonly Entry[]>;
  /** The whole text of a part of an item, diffs as lines. */
  readonly part: (position: number, part: number) => Promise<string>;
  readonly image: (position: number, image: number) => Promise<Blob>;
  /** The item as JSON, indented. */
  readonly json: (position: number) => Promise<string>;
  /** Bytes of a file, at most a megabyte of them, as far as they are text. */
  readonly bytes: (at: Whereabouts) => Promise<readonly Stretch[]>;
  /** What it cost in US dollars, as an exact decimal; null where nobody can tell. */
  readonly cost: () => Promise<string | null>;
  /**
   * What was recorded of it; null where it was not, and where only a server can know. `whole`: also what was new in each
   * request, for which large bodies are read.
   */
  readonly recorded: (whole: boolean) => Promise<Recorded | null>;
  readonly files: () => Promise<readonly FileChange[]>;
  /** A file that was changed, as it was after a turn; null: after the last one. */
  readonly state: (path: string, turn: number | null) => Promise<FileState>;
  /** The sessions that changed a file of this one; null where there are no others. */
  readonly touching: ((path: string) => Promise<FileVisits>) | null;
  /** Where it is downloaded as one file for others, all of it or one turn; null where only the command writes it. */
  readonly share: ((turn: number | null) => string) | null;
  /** Positions of the items whose texts hold these words, in order. */
  readonly search: (words: string) => Promise<readonly number[]>;
}

/** Requests to the model, what had to be approved, and when calls ran; times are Unix milliseconds. */
export interface Recorded {
  readonly directory: string;
  readonly problems: readonly string[];
  readonly requests: readonly {
    /** Null where none is told. */
    readonly turn: string | null;
    readonly kind: string | null;
    readonly at: number | null;
    readonly status: number | null;
    /** `complete`, or how it ended else. */
    readonly end: string;
    readonly error: string | null;
    /** Which try it is, from 1. */
    readonly attempt: number;
    readonly waited_ms: number | null;
    readonly first_byte_ms: number | null;
    readonly last_byte_ms: number | null;
    readonly input_tokens: number | null;
    readonly output_tokens: number | null;
    readonly input_items: number | null;
    /** Against the request before; null of the first, and where that is not told. */
    readonly change: {
      readonly removed: number;
      readonly added: readonly {
        readonly type: string;
        readonly role: string | null;
        readonly characters: number;
        readonly text: string;
      }[];
      readonly fields: readonly string[];
    } | null;
  }[];
  readonly approvals: readonly {
    readonly turn: string | null;
    readonly call: string | null;
    readonly what: string;
    readonly decision: string | null;
    readonly by: string | null;
    readonly reason: string | null;
    readonly at: number | null;
    /** From the question to the answer. */
    readonly took_ms: number | null;
  }[];
  /** As Codex's own trace tells of them. */
  readonly calls: readonly {
    readonly call: string;
    /** The call of the script it ran in. */
    readonly script: string | null;
    readonly began: number | null;
    readonly ended: number | null;
  }[];
}

/** Why something is not known. */
export interface Doubt {
  /** A command line, the name of a tool, or a sentence. */
  readonly text: string;
  readonly kind: string;
  /** How many there are like it. */
  readonly count: number;
  /** Index of the turn, and the item in it, where one is the reason. */
  readonly turn: number | null;
  readonly item: string | null;
}

/** What became of a file in the session. */
export interface FileChange {
  /** The whole path, by which it is asked for. */
  readonly path: string;
  readonly name: string;
  readonly old_name: string | null;
  readonly kind: "added" | "deleted" | "modified" | "renamed" | "unchanged";
  readonly lines_added: number | null;
  readonly lines_removed: number | null;
  /** All changes in one, in git's form; null where that is not known. */
  readonly patch: string | null;
  /** Why it is not. */
  readonly reasons: readonly Doubt[];
  readonly changes: readonly {
    readonly turn: number;
    /** Id of the item, in its turn. */
    readonly item: string;
    readonly kind: "add" | "delete" | "update" | "arrive";
    readonly lines_added: number | null;
    readonly lines_removed: number | null;
    readonly patch: string | null;
  }[];
}

/** A file as it was after a turn. */
export interface FileState {
  readonly state: "known" | "deleted" | "unknown";
  /** The whole text of a known file. */
  readonly text: string | null;
  /** Lines that are known of an unknown one. */
  readonly known_lines: number;
  readonly reasons: readonly Doubt[];
}

/** Who changed a file. */
export interface FileVisits {
  /** More are found while an index is being filled. */
  readonly filling: boolean;
  readonly total: number;
  readonly sessions: readonly {
    readonly key: string;
    readonly title: string;
    readonly created: number;
    readonly own: boolean;
  }[];
}
