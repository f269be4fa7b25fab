// Where turns start and end, in the words of the paginated era.

import type { JsonObject } from "../bytes/json.ts";
import { text } from "../lineage/field.ts";
import type { UpgradedLine } from "../upgrade/index.ts";
import { leaveCalls } from "./calls.ts";
import { giveHeads, giveItem, payloadOf, timestampOf, type Desk } from "./desk.ts";
import { draftOf, endTurn, openDraft, startTurn, type Draft } from "./heads.ts";
import { namedTurn, nameTurn } from "./numbering.ts";
import { whereIs } from "./state.ts";
import { leavePrompts, leaveTalk } from "./talk.ts";

export function beginTurn(desk: Desk, line: UpgradedLine): void {
  const { state } = desk;
  const payload = payloadOf(line);
  const synthetic = line.making === "made";
  const told = text(payload["turn_id"]) ?? "";
  const id = synthetic ? nameTurn(state.numbering, told) : told;
  leaveTurn(desk, openDraft(state.heads));
  for (const prompt of leavePrompts(state.talk, false)) giveItem(desk, prompt);
  open(desk, line, id, synthetic, payload);
  const { early } = state;
  state.early = [];
  for (const item of early) giveItem(desk, item);
}

/** A record names a turn of which no start is on disk. A turn that is open stays open. */
export function meetTurn(desk: Desk, line: UpgradedLine, id: string): void {
  const { heads } = desk.state;
  const before = openDraft(heads);
  heads.open = null;
  open(desk, line, id, true, {});
  if (before !== null) heads.open = before.index;
}

function open({ state, sink }: Desk, line: UpgradedLine, id: string, synthetic: boolean, payload: JsonObject): void {
  const draft = startTurn(state.heads, {
    id,
    synthetic,
    thread_id: line.owner,
    timestamp: timestampOf(line),
    source: whereIs(state, line.at),
    payload,
  });
  draft.model ??= state.model;
  draft.cwd ??= state.cwd;
  if (state.reverted) draft.withdrawn = "reverted";
  giveHeads({ state, sink });
}

/** `status` is what the record's type says; an error in it makes it a failure. */
export function finishTurn(desk: Desk, line: UpgradedLine, status: "completed" | "interrupted"): void {
  const { state } = desk;
  const payload = payloadOf(line);
  const draft = draftOf(state.heads, namedTurn(state.numbering, text(payload["turn_id"]))) ?? openDraft(state.heads);
  if (draft === null) return;
  leaveTurn(desk, draft);
  endTurn(state.heads, draft, status, line.making === "made" ? {} : payload, whereIs(state, line.at));
  draft.last_timestamp = timestampOf(line) ?? draft.last_timestamp;
  giveHeads(desk);
}

/** Nothing more comes: what waited for it is given as it stands. */
export function leaveAll(desk: Desk): void {
  leaveTurn(desk, openDraft(desk.state.heads));
  for (const prompt of leavePrompts(desk.state.talk, true)) giveItem(desk, prompt);
}

function leaveTurn(desk: Desk, draft: Draft | null): void {
  const { talk, calls } = desk.state;
  const left = draft === null ? [] : leaveCalls(calls, draft.id);
  for (const item of [...leaveTalk(talk), ...left]) giveItem(desk, item);
}
