// What is to be counted in each file, as plain data that can be handed to a worker.

import type { CopiedItems } from "rollbook-core";
import type { FileUsage, PriceTable } from "rollbook-core/usage";
import type { SessionWork } from "rollbook-core/deeds";
import type { SessionFiles } from "../../home/index.ts";

export interface Job {
  readonly prices: PriceTable;
  readonly timezone: string;
}

/** A file that counts: no copy of another. */
export interface Subject {
  readonly path: string;
  /** The session it belongs to. */
  readonly session: string;
  readonly project: string | null;
  readonly named: string | null;
  readonly copied: readonly CopiedItems[];
  readonly bytes: number;
  readonly compressed: boolean;
}

/** A session that counts: its own files, copies and inherited ones left out. */
export interface SessionSubject {
  readonly session: string;
  readonly project: string | null;
  readonly files: SessionFiles;
  readonly bytes: number;
}

export interface WorkOutcome {
  readonly work: SessionWork;
  /** Why files of it could not be read, or not to their ends, in sentences. */
  readonly problems: readonly string[];
}

export interface Outcome {
  readonly usage: FileUsage;
  /** Why it could not be read, or not to its end: a sentence. What was read before is counted. */
  readonly problem: string | null;
}
