// Which record means what to the projection: one function per outer type.

import type { JsonObject } from "../bytes/json.ts";
import type { RecordReading } from "../rollout/reading.ts";
import { foreignThread } from "../lineage/copied.ts";
import { object, payloadOf, text, timeText } from "../lineage/field.ts";
import { modelsOf, typedText } from "../lineage/header.ts";
import { readCall } from "./call.ts";
import type { EvidenceKind } from "./contract.ts";
import { readEndEvent } from "./event.ts";
import type { Facts } from "./facts.ts";
import { giveMarker, startTurn } from "./give.ts";
import { readHosted } from "./hosted.ts";
import { readItem, type Ended } from "./item.ts";
import { joinCall, joinEnd, joinOutput } from "./join.ts";
import { COMPACTED, itemMarker, sessionMarker, SNAPSHOTTED, turnMarker } from "./marker.ts";
import { actionId, numberedId, takeTwin, type State } from "./state.ts";
import { isEventTold } from "./pass.ts";
import { noteStart } from "./segment.ts";
import { readUserShell } from "./usershell.ts";

export function dispatchResponseItem(state: State, item: JsonObject, record: RecordReading): void {
  const foreign = foreignThread(state.ownership, {});
  switch (record.inner) {
    case "function_call":
    case "custom_tool_call":
    case "local_shell_call":
      joinCall(state, readCall(item, record.inner, state.cwd), record, foreign);
      return;
    case "function_call_output":
    case "custom_tool_call_output":
      joinOutput(state, item["output"], text(item["call_id"]), record);
      return;
    case "ghost_snapshot":
      giveMarker(state, SNAPSHOTTED, record, markerId(state, SNAPSHOTTED, null, foreign), "record", foreign);
      return;
    case "message":
      dispatchMessage(state, item, record, foreign);
      return;
    default:
      dispatchHosted(state, item, record, foreign);
  }
}

function dispatchMessage(state: State, item: JsonObject, record: RecordReading, foreign: string | null): void {
  if (!state.evented && typedText(item) !== null) startTurn(state, null, timeText(record.value["timestamp"]));
  const shell = readUserShell(item);
  if (shell === null || takeTwin(state, shellTwin(shell))) return;
  state.twins.push(`told ${shellTwin(shell)}`);
  joinEnd(state, { id: null, facts: shell }, record, "message", foreign);
}

function dispatchHosted(state: State, item: JsonObject, record: RecordReading, foreign: string | null): void {
  const hosted = readHosted(record.inner, item);
  if (hosted === null) return;
  if (hosted.step === "call") joinCall(state, hosted.call, record, foreign);
  else if (hosted.step === "whole") {
    if (!takeTwin(state, hosted.twin)) joinEnd(state, hosted.ended, record, "call", foreign);
  } else if (hosted.ended.id === null || state.ledger.get(hosted.ended.id) !== undefined) {
    joinEnd(state, hosted.ended, record, "output", foreign);
  } else state.unmatched_outputs += 1;
}

export function dispatchEvent(state: State, payload: JsonObject, record: RecordReading): void {
  state.evented = true;
  if (!isEventTold(record.inner)) return;
  const foreign = foreignThread(state.ownership, payload);
  const boundary = turnMarker(record.inner, payload);
  if (boundary !== null) {
    dispatchTurn(state, boundary, record, foreign);
    return;
  }
  const session = sessionMarker(record.inner, payload);
  if (session !== null) {
    for (const model of modelsOf(payload)) state.tally.model(model);
    giveMarker(state, session, record, markerId(state, session, null, foreign), "event", foreign);
    return;
  }
  if (record.inner === "item_completed") dispatchItem(state, payload, record, foreign);
  else if (record.inner === "context_compacted") dispatchCompaction(state, record, "event", foreign);
  else if (record.inner === "user_message") {
    if (!state.explicit) startTurn(state, null, timeText(record.value["timestamp"]));
  } else {
    const ended = readEndEvent(record.inner, payload);
    if (ended === null) return;
    if (record.inner === "web_search_end") state.twins.push(JSON.stringify(payload["action"] ?? null));
    endAction(state, ended, record, "event", foreign);
  }
}

function endAction(
  state: State,
  ended: Ended,
  record: RecordReading,
  kind: EvidenceKind,
  foreign: string | null,
): void {
  if (ended.facts.tool_name === "user_shell") {
    const twin = shellTwin(ended.facts);
    if (takeTwin(state, `told ${twin}`)) return;
    state.twins.push(twin);
  }
  joinEnd(state, ended, record, kind, foreign);
}

/** The name of a marker: by what Codex named it, else its number among its like. */
export function markerId(state: State, facts: Facts, id: string | null, foreign: string | null): string {
  return id === null ? numberedId(state, facts.marker ?? "marker", foreign) : actionId(state, id, foreign);
}

function shellTwin(facts: Facts): string {
  return `user_shell ${facts.command ?? ""}`;
}

function dispatchTurn(state: State, facts: Facts, record: RecordReading, foreign: string | null): void {
  const id = facts.turn_id;
  if (facts.marker === "started") {
    state.explicit = true;
    if (id === null || id !== state.turn_id || !state.turn_open)
      startTurn(state, id, timeText(record.value["timestamp"]));
    if (foreign === null) noteStart(state, id, record);
  }
  const turn_id = id ?? (facts.marker === "aborted" ? state.turn_id : null);
  const name = markerId(state, facts, id === null ? null : `${id}:${facts.marker ?? ""}`, foreign);
  giveMarker(state, { ...facts, turn_id }, record, name, "event", foreign);
  if (facts.marker === "started" || (id !== null && id !== state.turn_id)) return;
  state.turn_open = false;
  state.turn_done = facts.marker === "completed";
}

function dispatchItem(state: State, payload: JsonObject, record: RecordReading, foreign: string | null): void {
  const item = object(payload["item"]);
  const type = text(item?.["type"]);
  state.tally.meetItem(type);
  const marker = itemMarker(type);
  if (marker !== null) {
    const name = markerId(state, marker, text(item?.["id"]), foreign);
    giveMarker(state, { ...marker, turn_id: text(payload["turn_id"]) }, record, name, "item", foreign);
  } else if (type === "ContextCompaction") dispatchCompaction(state, record, "item", foreign);
  else {
    const ended = readItem(payload);
    if (ended !== null) endAction(state, ended, record, "item", foreign);
  }
}

/** A compaction is told twice from 0.65 on, by a record and by an event or item; whichever comes first is given. */
export function dispatchCompaction(
  state: State,
  record: RecordReading,
  kind: EvidenceKind,
  foreign: string | null,
): void {
  const sign = kind === "record" ? 1 : -1;
  const told = Math.sign(state.compactions) === -sign;
  state.compactions += sign;
  if (told) return;
  const marker = { ...COMPACTED, turn_id: text(payloadOf(record.value)["turn_id"]) };
  giveMarker(state, marker, record, markerId(state, marker, null, foreign), kind, foreign);
}
