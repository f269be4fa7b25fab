// Giving: items and turns on their way out, each with the turn it belongs to.

import type { Json, JsonObject } from "../bytes/json.ts";
import { object, text } from "../lineage/field.ts";
import type { UpgradedLine } from "../upgrade/index.ts";
import type { Item, ItemContent, ItemOrigin, NoteContent, ThreadSink } from "./contract.ts";
import { draftOf } from "./heads.ts";
import { nameFor, whereIs, type FoldState } from "./state.ts";

export interface Desk {
  readonly state: FoldState;
  readonly sink: ThreadSink;
}

/** The id of the turn that a record without one belongs to; empty before the first turn. */
export function currentTurn({ heads }: FoldState): string {
  return draftOf(heads, null)?.id ?? "";
}

export function giveItem({ state, sink }: Desk, item: Item): void {
  // A turn that nothing else tells is none: what is said to be of it happened in the one before.
  const draft = draftOf(state.heads, item.turn_id) ?? draftOf(state.heads, null);
  if (draft === null) {
    state.early.push(item);
    return;
  }
  if (item.timestamp !== null && item.timestamp > (draft.last_timestamp ?? "")) {
    draft.last_timestamp = item.timestamp;
    state.heads.changed.add(draft.index);
  }
  sink.item(item.turn_id === draft.id ? item : { ...item, turn_id: draft.id });
}

/** Gives the heads that have changed. */
export function giveHeads({ state: { heads }, sink }: Desk): void {
  for (const index of heads.changed) {
    const draft = heads.drafts[index];
    if (draft !== undefined) sink.turn(Object.freeze(draft));
  }
  heads.changed.clear();
}

/** An item at a line, in the turn of that id or the current one. */
export function makeItem(
  state: FoldState,
  line: UpgradedLine,
  id: string,
  content: ItemContent,
  origin: ItemOrigin,
  turn_id: string | null,
): Item {
  return {
    id,
    turn_id: turn_id ?? currentTurn(state),
    content,
    origin,
    started_at_ms: null,
    completed_at_ms: null,
    timestamp: timestampOf(line),
    sources: [whereIs(state, line.at)],
  };
}

export function giveNote(
  desk: Desk,
  line: UpgradedLine,
  note: NoteContent["note"],
  value: JsonObject,
  turn_id: string | null,
): void {
  const id = nameFor(desk.state, "note", line.at);
  giveItem(desk, makeItem(desk.state, line, id, { type: "Note", id, note, value }, "record", turn_id));
}

export function giveUnknown(desk: Desk, line: UpgradedLine): void {
  const { outer, inner } = line;
  const id = nameFor(desk.state, "unknown", line.at);
  giveItem(desk, makeItem(desk.state, line, id, { type: "Unknown", id, outer, inner }, "record", null));
}

/** When the line was written. The two oldest eras tell it of the header alone. */
export function timestampOf({ origin, outer, value }: UpgradedLine): string | null {
  const told = outer === "session_meta" || (origin !== "document" && origin !== "bare");
  return told ? text(value["timestamp"]) : null;
}

export function payloadOf(line: UpgradedLine): JsonObject {
  return object(line.value["payload"]) ?? line.value;
}

/** The text of a list of content parts, or of a text. */
export function spokenText(parts: Json | undefined): string {
  if (!Array.isArray(parts)) return text(parts) ?? "";
  return parts
    .map((part: Json) => text(object(part)?.["text"]))
    .filter((said) => said !== null)
    .join("\n");
}
