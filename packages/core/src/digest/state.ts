// What a digest knows between two readings.

import type { SessionStreamOptions } from "../action/session.ts";
import { createFacetState, type FacetState } from "../facets/state.ts";
import type { CopiedItems } from "../lineage/documents.ts";
import { createReaderMemory, type ReaderMemory } from "../rollout/memory.ts";
import type { CellsState } from "../usage/cell.ts";
import { createPassState, type PassState } from "../usage/pass.ts";
import type { LimitState } from "./limits.ts";
import type { ToolState } from "./tools.ts";

/** Plain data, but for maps and sets. */
export interface DigestState {
  readonly facets: FacetState;
  /** Passages that were given. */
  passages: number;
  readonly tools: ToolState;
  readonly limits: LimitState;
  /** Of the files that are closed. */
  readonly cells: CellsState;
  /** The paths of the files that were opened. */
  readonly parts: string[];
  /** The file that is open. */
  open: OpenState | null;
}

export interface OpenState {
  readonly named: string | null;
  readonly copied: readonly CopiedItems[];
  readonly usage: PassState;
  /** What a reader would remember of it. */
  readonly memory: ReaderMemory;
  /** Types that are not needed, and that had to be read for what stood before them. */
  readonly held: string[];
}

export function createDigestState(options: Pick<SessionStreamOptions, "gaps">): DigestState {
  return {
    facets: createFacetState(options),
    passages: 0,
    tools: new Map(),
    limits: new Map(),
    cells: new Map(),
    parts: [],
    open: null,
  };
}

export function openState(named: string | null, copied: readonly CopiedItems[]): OpenState {
  return { named, copied, usage: createPassState(), memory: createReaderMemory(), held: [] };
}
