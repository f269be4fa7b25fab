// Gives actions, markers and amendments out, and keeps what may still hear of more evidence.

import type { JsonObject } from "../bytes/json.ts";
import type { Place } from "../bytes/place.ts";
import { timeText } from "../lineage/field.ts";
import { amendmentOf, buildAction, isOpenQuestion, isSettled, tellsMore } from "./build.ts";
import { SCHEMA_VERSION, type Durability, type Evidence, type EvidenceKind } from "./contract.ts";
import { layFacts, type Facts } from "./facts.ts";
import type { Closed, Entry } from "./ledger.ts";
import { evidenceAt, openTurn, threadOf, type State } from "./state.ts";

interface Given {
  readonly id: string;
  readonly timestamp: string | null;
  readonly turn_id: string | null;
  readonly parent: string | null;
  readonly durability: Exclude<Durability, "copied" | "truncated">;
  readonly evidence: readonly Evidence[];
  /** The thread its records were copied from; null for the file's own. */
  readonly foreign: string | null;
  /** Turns that a revert withdrew. */
  readonly turns?: readonly string[] | undefined;
  readonly base?: Evidence | null;
}

/** Null when it was copied from another thread and copies are not asked for. */
export function giveAction(state: State, facts: Facts, at: Given): Pick<Closed, "action" | "number"> | null {
  if (at.foreign !== null && !state.options.withCopied) {
    state.copied_left_out += 1;
    return null;
  }
  const whole = facts.truncated && at.durability === "complete" ? "truncated" : at.durability;
  const built = buildAction(facts, {
    session_id: threadOf(state),
    action_id: at.id,
    seq: state.seq,
    timestamp: at.timestamp,
    turn_id: at.turn_id,
    parent_action_id: at.parent,
    durability: at.foreign === null ? whole : "copied",
    evidence: at.evidence,
    include: state.options.include,
    judged: state.watch === null,
  });
  const action = at.turns === undefined ? built : { ...built, turns: at.turns };
  state.seq += 1;
  state.tally.count(action);
  state.emit(action);
  return { action, number: state.watch?.given(action, facts, at.base ?? null) ?? 0 };
}

/** Keeps an action that was given, as long as evidence may come that changes it. */
export function keepClosed(state: State, entry: Entry, given: Pick<Closed, "action" | "number"> | null): void {
  if (given === null || isSettled(given.action)) state.ledger.settle(entry);
  else state.ledger.close({ entry, ...given, more: [] });
}

export interface Recorded {
  readonly at: Place;
  readonly value: JsonObject;
}

export function giveMarker(
  state: State,
  facts: Facts,
  record: Recorded,
  id: string,
  kind: EvidenceKind,
  foreign: string | null,
  turns?: readonly string[],
): void {
  giveAction(state, facts, {
    id,
    timestamp: timeText(record.value["timestamp"]),
    turn_id: facts.action_type === "turn_marker" ? null : openTurn(state),
    parent: null,
    durability: "complete",
    evidence: [evidenceAt(state, record.at, kind)],
    foreign,
    turns,
  });
}

/** Gives out an action that was open. `missing`: nothing ended it but the next turn. */
export function closeEntry(state: State, entry: Entry, facts: Facts, timestamp: string | null, missing: boolean): void {
  const late = entry.turn !== state.turn || (state.explicit && !state.turn_open);
  const given = giveAction(state, facts, {
    id: entry.action_id,
    timestamp,
    turn_id: entry.turn_id,
    parent: null,
    durability: missing ? "output_missing" : late ? "late" : "complete",
    evidence: entry.evidence,
    foreign: entry.foreign,
    base: entry.base,
  });
  keepClosed(state, { ...entry, facts }, given);
}

/** Takes in evidence for an action already given out, and tells what it changes, if that is worth a record. */
export function amendAction(state: State, id: string, facts: Facts, place: Evidence, timestamp: string | null): void {
  const closed = state.ledger.closed(id);
  if (closed === undefined) return;
  const before = closed.action;
  if (!isOpenQuestion(before) && !tellsMore(before, facts)) return;
  const known = closed.entry.facts;
  const over = { ...facts, tool_name: known.tool_name ?? facts.tool_name };
  const merged = isOpenQuestion(before) ? layFacts(over, known) : layFacts(known, facts);
  const later = closed.entry.turn !== state.turn ? "late" : merged.truncated ? "truncated" : "complete";
  const after = buildAction(merged, {
    ...before,
    timestamp: before.timestamp ?? timestamp,
    durability: before.durability === "copied" ? "copied" : later,
    include: state.options.include,
    judged: state.watch === null,
  });
  const changed = amendmentOf(before, after);
  if (changed === null) return;
  state.tally.amend(before, changed);
  const { session_id, action_id } = before;
  state.emit({
    record: "amendment",
    schema_version: SCHEMA_VERSION,
    session_id,
    action_id,
    changed,
    evidence: [place],
  });
  const action = { ...before, ...changed };
  const entry = { ...closed.entry, facts: merged };
  const more = [...closed.more, place];
  state.watch?.amended(closed.number, action, before, merged, [...entry.evidence, ...more], entry.base);
  if (isSettled(action)) state.ledger.settle(entry);
  else state.ledger.close({ ...closed, entry, action, more });
}

/** Closes a call nothing answered: it was interrupted, unless its turn went on after it. */
export function closeUnanswered(state: State, entry: Entry, timestamp: string | null, went_on: boolean): void {
  const status = went_on ? "unknown" : "interrupted";
  closeEntry(state, entry, { ...entry.facts, status, inferred: [...entry.facts.inferred, "status"] }, timestamp, true);
}

/** A turn starts: what was called before it and never answered is closed. */
export function startTurn(state: State, id: string | null, timestamp: string | null): void {
  for (const entry of state.ledger.takeDangling()) {
    closeUnanswered(state, entry, timestamp, state.turn_done && entry.turn === state.turn);
  }
  state.ledger.forget();
  state.met.clear();
  state.turn_done = false;
  state.twins = [];
  state.compactions = 0;
  state.turn += 1;
  state.turn_id = id;
  state.turn_open = true;
}
