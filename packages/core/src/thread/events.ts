// Events and contexts: turns, items, tokens, settings, names, goals.

import type { JsonObject } from "../bytes/json.ts";
import { natural, object, text } from "../lineage/field.ts";
import { isKnownType } from "../rollout/known.ts";
import type { UpgradedLine } from "../upgrade/index.ts";
import { giveHeads, giveNote, giveUnknown, payloadOf, type Desk } from "./desk.ts";
import { draftOf, kept, openDraft, readError, rollBack } from "./heads.ts";
import { readTurnItem } from "./items.ts";
import { meterCount } from "./meter.ts";
import { forgetTurns, namedTurn } from "./numbering.ts";
import { whereIs, type FoldState } from "./state.ts";
import { beginTurn, finishTurn } from "./turns.ts";

export function readEvent(desk: Desk, line: UpgradedLine): void {
  const { state } = desk;
  const payload = payloadOf(line);
  switch (line.inner) {
    case "task_started":
    case "turn_started":
      beginTurn(desk, line);
      return;
    case "task_complete":
    case "turn_complete":
      finishTurn(desk, line, "completed");
      return;
    case "turn_aborted":
      finishTurn(desk, line, "interrupted");
      return;
    case "item_completed":
      readTurnItem(desk, line);
      return;
    case "token_count":
      meterCount(state.meter, state.heads, draftOf(state.heads, null), payload);
      return;
    case "thread_settings_applied":
      readSettings(state, payload);
      giveNote(desk, line, "settings", payload, null);
      return;
    case "thread_name_updated":
      state.name = text(payload["thread_name"]);
      giveNote(desk, line, "renamed", payload, null);
      return;
    case "thread_goal_updated":
      state.goal = payload["goal"] ?? null;
      giveNote(desk, line, "goal", payload, text(payload["turnId"]));
      return;
    case "thread_rolled_back":
      rollBackTurns(desk, line, payload);
      return;
    case "undo_completed":
      giveNote(desk, line, "undone", payload, null);
      return;
    case "error": {
      const draft = openDraft(state.heads);
      if (draft !== null) draft.error = readError(payload) ?? draft.error;
      return;
    }
    default:
      if (!isKnownType(line.outer, line.inner)) giveUnknown(desk, line);
  }
}

function rollBackTurns(desk: Desk, line: UpgradedLine, payload: JsonObject): void {
  const { heads, numbering } = desk.state;
  const rolled = rollBack(heads, natural(payload["num_turns"]) ?? 0);
  forgetTurns(
    numbering,
    rolled.map(({ index }) => index),
  );
  giveNote(desk, line, "rolled_back", payload, null);
  giveHeads(desk);
}

function readSettings(state: FoldState, payload: JsonObject): void {
  const settings = object(payload["thread_settings"]) ?? {};
  meetModel(state, text(settings["model"]));
  state.cwd = text(settings["cwd"]) ?? state.cwd;
}

function meetModel(state: FoldState, model: string | null): void {
  if (model === null) return;
  state.model = model;
  state.models.add(model);
}

export function readContext({ state }: Desk, line: UpgradedLine): void {
  const payload = payloadOf(line);
  state.cwd = kept(state.cwd, text(payload["cwd"]) ?? state.cwd);
  meetModel(state, text(payload["model"]));
  const draft = draftOf(state.heads, namedTurn(state.numbering, text(payload["turn_id"]))) ?? openDraft(state.heads);
  if (draft === null) return;
  draft.model = state.model;
  draft.effort = text(payload["effort"]) ?? draft.effort;
  draft.cwd = state.cwd;
  draft.approval_policy = payload["approval_policy"] ?? draft.approval_policy;
  draft.sandbox_policy = payload["sandbox_policy"] ?? draft.sandbox_policy;
  draft.sources = [...draft.sources, whereIs(state, line.at)];
  state.heads.changed.add(draft.index);
}
