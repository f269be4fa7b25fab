// Joins the layers of evidence: a call with its output, with the item or event that ends it, and with its late news.

import type { Json } from "../bytes/json.ts";
import type { RecordReading } from "../rollout/reading.ts";
import { text } from "../thread/field.ts";
import type { Call } from "./call.ts";
import type { EvidenceKind } from "./contract.ts";
import { layFacts, type Facts } from "./facts.ts";
import { amendAction, closeEntry, giveAction } from "./give.ts";
import type { Ended } from "./item.ts";
import type { Entry } from "./ledger.ts";
import { readResult } from "./result.ts";
import { actionId, evidenceAt, threadOf, type State } from "./state.ts";

export function joinCall(state: State, call: Call, record: RecordReading, foreign: string | null): void {
  const { ledger } = state;
  const timestamp = text(record.value["timestamp"]);
  const place = evidenceAt(state, record.at, "call");
  const id = call.id ?? `@${record.at.offset}`;
  if ((call.role === "stdin" || call.role === "wait") && call.target !== null) {
    const spoken = ledger.goingOn(call.role === "stdin" ? "exec" : "cell", call.target);
    if (spoken !== undefined) {
      ledger.redirect(id, spoken.id);
      ledger.open({ ...spoken, evidence: [...spoken.evidence, place] });
      return;
    }
  }
  if (ledger.closed(id) !== undefined) {
    amendAction(state, id, call.facts, place, timestamp);
    return;
  }
  ledger.open({
    id,
    role: call.role,
    facts: { ...call.facts, started_at: timestamp },
    evidence: [place],
    foreign,
    turn: state.turn,
    turn_id: state.turn_id,
    opened_at: timestamp === null ? null : Date.parse(timestamp),
    going_on: null,
  });
}

export function joinOutput(state: State, value: Json | undefined, call_id: string | null, record: RecordReading): void {
  // 0.160 … also writes outputs without a call: context that Codex adds by itself.
  if (call_id === null) return;
  const { ledger } = state;
  const timestamp = text(record.value["timestamp"]);
  const place = evidenceAt(state, record.at, "output");
  const id = ledger.redirected(call_id) ?? call_id;
  const entry = ledger.get(id);
  if (entry === undefined) {
    const closed = ledger.closed(id);
    if (closed === undefined) state.unmatched_outputs += 1;
    else if (id === call_id)
      amendAction(state, id, readResult(value, closed.entry.facts, timestamp).facts, place, timestamp);
    return;
  }
  const { facts, output, open } = readResult(value, entry.facts, timestamp);
  const seen: Entry = { ...entry, evidence: [...entry.evidence, place] };
  const printed = printedTogether(entry.facts.output, facts.output);
  const notified = entry.role === "cell" && (output.verdict === "said" || output.verdict === "none");
  const refused = id !== call_id && output.exit_code === null && !output.verdict.startsWith("cell_");
  if (open || notified || refused) {
    const name = output.process === null ? output.cell : String(output.process);
    const truncated = entry.facts.truncated || facts.truncated;
    ledger.open({ ...seen, going_on: name ?? entry.going_on, facts: { ...entry.facts, output: printed, truncated } });
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
  const timestamp = text(record.value["timestamp"]);
  const place = evidenceAt(state, record.at, kind);
  const id = ended.id ?? `@${record.at.offset}`;
  const facts: Facts = ended.facts.completed_at === null ? { ...ended.facts, completed_at: timestamp } : ended.facts;
  const entry = ledger.take(id);
  if (entry !== undefined) {
    const seen: Entry = { ...entry, evidence: [...entry.evidence, place] };
    const { tool_name, patch } = entry.facts;
    const named = { ...facts, tool_name: tool_name ?? facts.tool_name, patch: patch ?? facts.patch };
    closeEntry(state, seen, layFacts(named, entry.facts), timestamp, false);
    return;
  }
  if (ledger.closed(id) !== undefined) {
    amendAction(state, id, facts, place, timestamp);
    return;
  }
  const { turn, turn_id } = state;
  const alone: Entry = {
    id,
    role: "tool",
    facts,
    evidence: [place],
    foreign,
    turn,
    turn_id,
    opened_at: null,
    going_on: null,
  };
  const late = state.explicit && facts.turn_id !== null && facts.turn_id !== turn_id;
  const action = giveAction(state, facts, {
    id: actionId(state, ended.id, record.at.offset, foreign),
    timestamp,
    turn_id,
    parent: foreign === null ? cellAround(state, ended.id, facts) : null,
    durability: late ? "late" : "complete",
    evidence: [place],
    foreign,
  });
  ledger.close({ entry: alone, action });
}

/** The one code-mode script a nested call can only have come from: same turn, and begun before it. */
function cellAround(state: State, id: string | null, facts: Facts): string | null {
  if (id === null || !id.startsWith("exec-")) return null;
  const began = facts.started_at === null ? null : Date.parse(facts.started_at);
  const cells = state.ledger.openCells().filter((cell) => {
    const same_turn = facts.turn_id === null || (cell.facts.turn_id ?? cell.turn_id) === facts.turn_id;
    return same_turn && (began === null || cell.opened_at === null || cell.opened_at <= began);
  });
  const [cell] = cells;
  return cells.length === 1 && cell !== undefined ? `${threadOf(state) ?? ""}:${cell.id}` : null;
}
