// What the recorder is asked to do.

import type { LogLevel } from "rollbook-core/logs";
import type { LogPlace } from "./log.ts";

export interface RecordOptions {
  /** The program as it was found, and the words of its command line: the first is what it was called by. */
  readonly program: string;
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly codexHome: string;
  /** Where directories of recordings are made; the sessions of the codex home where nothing else was said. */
  readonly root: string;
  /** … and where a version of Codex does not bear directories there; null where a person said where. */
  readonly beside: string | null;
  /** Unix milliseconds: what happened before is not told; the beginning of the run where nothing is said. */
  readonly since?: number;
  readonly debugLog: string;
  readonly debugLogLevel: LogLevel | null;
  readonly rollbookVersion: string;
  /** The logs there are in the codex home now. */
  readonly findLogs: () => readonly LogPlace[];
}

/** How the run ended: what to end with, and what to warn of. */
export interface Recorded {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Where the recordings are; empty where there is none. */
  readonly directories: readonly string[];
  readonly troubles: readonly string[];
  /** Recordings of earlier runs that were cut, and were ended now. */
  readonly earlier?: readonly string[];
}
