// Joins the layers of evidence: a call with its output, with the item or event that ends it, and with its late news.

import type { Json } from "../bytes/json.ts";
import type { RecordReading } from "../rollout/reading.ts";
import { timeText } from "../lineage/field.ts";
import type { Call } from "./call.ts";
import type { EvidenceKind } from "./contract.ts";
import { layFacts, ranOut, type Facts } from "./facts.ts";
import { amendAction, closeEntry, closeUnanswered, giveAction, keepClosed } from "./give.ts";
import type { Ended } from "./item.ts";
import type { Entry } from "./ledger.ts";
import { readResult } from "./result.ts";
import { actionId, evidenceAt, numberedId, openTurn, type State } from "./state.ts";

export function joinCall(state: State, call: Call, record: RecordReading, foreign: string | null): void {
  const { ledger } = state;
  const timestamp = timeText(record.value["timestamp"]);
  const place = evidenceAt(state, record.at, "call");
  const id = call.id ?? `@${record.at.offset}`;
  if ((call.role === "stdin" || call.role === "wait") && call.target !== null) {
    const spoken = ledger.goingOn(call.role === "stdin" ? "exec" : "cell", call.target, foreign);
    if (spoken !== undefined) {
      ledger.redirect(id, spoken.id);
      ledger.open({ ...spoken, facts: withTyped(spoken.facts, call.facts), evidence: [...spoken.evidence, place] });
      return;
    }
  }
  const known = ledger.get(id) ?? ledger.closed(id)?.entry;
  const settled = known === undefined ? ledger.settled(id) : undefined;
  const again = settled?.called ?? known?.evidence.some((at) => at.kind === "call") ?? false;
  if (settled !== undefined && !again) return;
  if (known !== undefined && !again) {
    amendAction(state, id, call.facts, place, timestamp);
    return;
  }
  const left = ledger.take(id);
  if (left !== undefined) closeUnanswered(state, left, timestamp, left.turn === state.turn);
  const overlapped = call.role === "cell" && overlapCells(state);
  ledger.open({
    id,
    action_id: nameCall(state, call, again, foreign),
    role: call.role,
    facts: { ...call.facts, started_at: timestamp, inferred: [...call.facts.inferred, "started_at"] },
    evidence: [place],
    foreign,
    turn: state.turn,
    turn_id: state.turn_id,
    opened_at: timestamp === null ? null : Date.parse(timestamp),
    going_on: null,
    overlapped,
    base: state.cwd_told,
  });
}

/** As much as is kept of what was typed into a process, until it ends. */
const TYPED = 16_384;

function withTyped(facts: Facts, { asked }: Facts): Facts {
  if (asked === null || asked === "") return facts;
  const typed = printedTogether(facts.asked, asked) ?? "";
  return typed.length > TYPED ? { ...facts, cut: true } : { ...facts, asked: typed };
}

/** Ids that come twice name two actions: some providers count their calls anew in every turn, or not at all. */
function nameCall(state: State, call: Call, again: boolean, foreign: string | null): string {
  if (call.id === null) return numberedId(state, call.facts.tool_name ?? "call", foreign);
  const times = again ? (state.met.get(call.id) ?? 1) + 1 : 1;
  if (again) state.met.set(call.id, times);
  const name = actionId(state, call.id, foreign);
  return times === 1 ? name : `${name}#${times}`;
}

/** Scripts of one turn that run side by side: which of them a nested call belongs to cannot be told. */
function overlapCells(state: State): boolean {
  const beside = state.ledger.openCells().filter((cell) => cell.turn === state.turn);
  for (const cell of beside) state.ledger.open({ ...cell, overlapped: true });
  return beside.length > 0;
}

export function joinOutput(state: State, value: Json | undefined, call_id: string | null, record: RecordReading): void {
  // 0.160 … also writes outputs without a call: context that Codex adds by itself.
  if (call_id === null) return;
  const { ledger } = state;
  const timestamp = timeText(record.value["timestamp"]);
  const place = evidenceAt(state, record.at, "output");
  const id = ledger.redirected(call_id) ?? call_id;
  const entry = ledger.get(id);
  if (entry === undefined) {
    const closed = ledger.closed(id);
    if (closed === undefined) state.unmatched_outputs += ledger.settled(id) === undefined ? 1 : 0;
    else if (id === call_id)
      amendAction(
        state,
        id,
        readResult(value, closed.entry.facts, closed.entry.role, timestamp).facts,
        place,
        timestamp,
      );
    return;
  }
  const { facts, output, open } = readResult(value, entry.facts, entry.role, timestamp);
  const seen: Entry = { ...entry, evidence: [...entry.evidence, place] };
  const printed = state.options.include.has("output") ? printedTogether(entry.facts.output, facts.output) : null;
  const notified = entry.role === "cell" && (output.verdict === "said" || output.verdict === "none");
  const refused = id !== call_id && output.exit_code === null && !output.verdict.startsWith("cell_");
  if (open || notified || refused) {
    const name = output.process === null ? output.cell : String(output.process);
    const truncated = entry.facts.truncated || facts.truncated;
    const going = { ...seen, going_on: name ?? entry.going_on, facts: { ...entry.facts, output: printed, truncated } };
    ledger.open(going);
    if (name !== null) ledger.rename(going);
    return;
  }
  ledger.take(id);
  // What write_stdin waited is not what the command took.
  const whole: Facts = { ...facts, output: printed, duration_ms: id === call_id ? facts.duration_ms : null };
  closeEntry(state, seen, layFacts(whole, entry.facts), timestamp, false);
}

function printedTogether(before: string | null, after: string | null): string | null {
  return before === null ? after : after === null ? before : `${before}\n${after}`;
}

/** An item, event or record that ends an action by itself, whether or not its call is on disk. */
export function joinEnd(
  state: State,
  ended: Ended,
  record: RecordReading,
  kind: EvidenceKind,
  foreign: string | null,
): void {
  const { ledger } = state;
  const timestamp = timeText(record.value["timestamp"]);
  const place = evidenceAt(state, record.at, kind);
  const id = ended.id ?? `@${record.at.offset}`;
  const facts = ended.facts.completed_at === null ? withWriteTime(ended.facts, timestamp) : ended.facts;
  const entry = ledger.take(id);
  if (entry !== undefined) {
    const seen: Entry = { ...entry, evidence: [...entry.evidence, place] };
    const { tool_name } = entry.facts;
    const { patch, patch_cwd } = entry.facts.patch === null ? facts : entry.facts;
    const status = ranOut(facts.exit_code, facts.duration_ms, entry.facts) ? "timed_out" : facts.status;
    const named = { ...facts, status, tool_name: tool_name ?? facts.tool_name, patch, patch_cwd };
    closeEntry(state, seen, layFacts(named, entry.facts), timestamp, false);
    return;
  }
  if (ledger.settled(id) !== undefined) return;
  if (ledger.closed(id) !== undefined) {
    amendAction(state, id, facts, place, timestamp);
    return;
  }
  const { turn } = state;
  // A user's command may have a turn of its own, which only its start and end tell.
  const turn_id = kind === "message" ? openTurn(state) : state.turn_id;
  const action_id =
    ended.id === null ? numberedId(state, facts.tool_name ?? "action", foreign) : actionId(state, ended.id, foreign);
  const alone: Entry = {
    id,
    action_id,
    role: "tool",
    facts,
    evidence: [place],
    foreign,
    turn,
    turn_id,
    opened_at: null,
    going_on: null,
    overlapped: false,
    base: null,
  };
  const late = state.explicit && facts.turn_id !== null && facts.turn_id !== state.turn_id;
  const given = giveAction(state, facts, {
    id: action_id,
    timestamp,
    turn_id,
    parent: foreign === null ? cellAround(state, ended.id, facts) : null,
    durability: late ? "late" : "complete",
    evidence: [place],
    foreign,
  });
  keepClosed(state, alone, given);
}

function withWriteTime(facts: Facts, timestamp: string | null): Facts {
  return { ...facts, completed_at: timestamp, inferred: [...facts.inferred, "completed_at"] };
}

/** The one code-mode script a nested call can only have come from: same turn, begun before it, and none beside it. */
function cellAround(state: State, id: string | null, facts: Facts): string | null {
  if (id === null || !id.startsWith("exec-")) return null;
  const began = facts.started_at === null ? null : Date.parse(facts.started_at);
  const cells = state.ledger.openCells().filter((cell) => {
    const same_turn = facts.turn_id === null || (cell.facts.turn_id ?? cell.turn_id) === facts.turn_id;
    return same_turn && (began === null || cell.opened_at === null || cell.opened_at <= began);
  });
  const [cell] = cells;
  return cells.length === 1 && cell !== undefined && !cell.overlapped ? cell.action_id : null;
}
