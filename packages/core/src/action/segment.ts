// Several files of one thread: what is forgotten between two of them, and which turns a revert withdrew.

import type { RecordReading } from "../rollout/reading.ts";
import { NO_OWNER } from "../lineage/copied.ts";
import { integer } from "../lineage/field.ts";
import type { Header } from "../lineage/header.ts";
import type { ActionStreamFile, State } from "./state.ts";

/** A revert begins a segment; the first rollout of a fork continues another file too. */
export function isSegment({ rollout }: ActionStreamFile, { base, thread_id, forked_from }: Header): boolean {
  if (base === null) return false;
  return rollout === undefined || rollout === null ? forked_from === null : rollout !== thread_id;
}

/** What was called and has not ended stays open: processes live on in the Codex that reverts. */
export function openFile(state: State, file: ActionStreamFile): void {
  state.source = file;
  state.header = null;
  state.ownership = NO_OWNER;
  state.cwd = null;
  state.cwd_told = null;
  state.turns_before = state.turn;
  state.turn_id = null;
  state.turn_open = false;
  state.compactions = 0;
  state.twins = [];
  state.met.clear();
}

/** Notes that a turn of the thread starts here. */
export function noteStart(state: State, turn_id: string | null, record: RecordReading): void {
  const { standing_on, rollout = null } = state.source;
  if (standing_on === undefined || turn_id === null) return;
  state.starts.push({ turn_id, rollout, ordinal: integer(record.value["ordinal"]) });
}

/** The turns that stood until this file was begun, and that it does not go on from; undefined where that is not known. */
export function withdrawTurns(state: State): readonly string[] | undefined {
  const { standing_on } = state.source;
  if (standing_on === undefined) return undefined;
  const ends = new Map(standing_on.map(({ rollout, end_ordinal }) => [rollout, end_ordinal]));
  const withdrawn = new Set(
    state.starts.filter(({ rollout, ordinal }) => {
      const end = ends.get(rollout);
      return end === undefined || (end !== null && ordinal !== null && ordinal >= end);
    }),
  );
  state.starts = state.starts.filter((start) => !withdrawn.has(start));
  return [...withdrawn].map(({ turn_id }) => turn_id);
}
