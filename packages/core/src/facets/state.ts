// What the fold of facets knows between two records.

import { createSessionState, type SessionState, type SessionStreamOptions } from "../action/session.ts";
import { NO_OWNER, type Ownership } from "../lineage/copied.ts";
import type { CopiedItems } from "../lineage/documents.ts";
import { createSpendingState, type SpendingState } from "../lineage/spent.ts";
import type { TokenUsage } from "../lineage/tokens.ts";
import { createClockState, type ClockState } from "./clock.ts";
import { createTalkState, type TalkState } from "./talk.ts";
import { createWorkState, type WorkState } from "./work.ts";

/** Plain data, but for maps and sets. */
export interface FacetState {
  readonly session: SessionState;
  readonly work: WorkState;
  readonly talk: TalkState;
  readonly clock: ClockState;
  readonly efforts: Set<string>;
  records: number;
  tokens: TokenUsage | null;
  cwd: string | null;
  name: string | null;
  sum: { readonly bytes: number; readonly lines: number };
  /** Of the file that is open. */
  file: FileState;
}

export interface FileState {
  readonly copied: readonly CopiedItems[];
  /** What its header says; null before it was met. */
  header: { readonly thread_id: string | null; readonly continues: boolean } | null;
  ownership: Ownership;
  readonly spending: SpendingState;
}

export function createFacetState(options: Pick<SessionStreamOptions, "gaps">): FacetState {
  return {
    session: createSessionState(options),
    work: createWorkState(),
    talk: createTalkState(),
    clock: createClockState(),
    efforts: new Set(),
    records: 0,
    tokens: null,
    cwd: null,
    name: null,
    sum: { bytes: 0, lines: 0 },
    file: createFileState([]),
  };
}

export function createFileState(copied: readonly CopiedItems[]): FileState {
  return { copied, header: null, ownership: NO_OWNER, spending: createSpendingState() };
}
