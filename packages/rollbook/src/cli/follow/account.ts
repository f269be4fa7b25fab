// What is told of one session while it grows: its files in, what is settled of it out, in either form.

import type { Memory } from "./memory.ts";

/** Where a session stands: within a turn, or how the last one ended. Null before the first, and where nothing tells. */
export type TurnState = "open" | "completed" | "failed" | null;

/** One reading of a session, from its beginning on. The last file is pushed by whoever watches it grow. */
export interface Account {
  /** Reads all files but the last; gives the bytes after each chunk and in the end what could not be read, in sentences. */
  readonly begin: () => AsyncGenerator<number, readonly string[], undefined>;
  /** Takes the next bytes of the last file. */
  readonly push: (chunk: Uint8Array) => void;
  /** What happened until now is over: of it only the last turns are told, if no more was asked for. */
  readonly catchUp: () => void;
  /** What is settled and was not told yet. */
  readonly take: () => Promise<string>;
  /** Nothing more comes: the rest. */
  readonly end: () => Promise<string>;
  readonly turn: () => TurnState;
}

export interface AccountOptions {
  readonly memory: Memory;
  /** How many of the turns before `catchUp` are told; infinite for all. */
  readonly turns: number;
}

/** A session as its files are now. */
export interface Plan {
  /** What it is made of: as long as this is the same, it only grows. Where its files lie is not part of it. */
  readonly shape: string;
  /** In the order in which they are read; the last one may grow. */
  readonly files: readonly string[];
  readonly open: (options: AccountOptions) => Account;
}
