// Turn items that Codex wrote, or that were built of an older era's records.

import { integer, object, text } from "../lineage/field.ts";
import type { UpgradedLine } from "../upgrade/index.ts";
import { takeItem } from "./calls.ts";
import type { Item, ItemContent, ItemOrigin } from "./contract.ts";
import { giveItem, giveUnknown, makeItem, payloadOf, type Desk } from "./desk.ts";
import { draftOf } from "./heads.ts";
import { namedTurn, nameItem } from "./numbering.ts";
import { nameFor, type FoldState } from "./state.ts";
import { takeSaid } from "./talk.ts";
import { meetTurn } from "./turns.ts";

export function readTurnItem(desk: Desk, line: UpgradedLine): void {
  const { state } = desk;
  const payload = payloadOf(line);
  const content = object(payload["item"]);
  if (content === null) {
    giveUnknown(desk, line);
    return;
  }
  const type = text(content["type"]) ?? "";
  const turn_id = namedTurn(state.numbering, text(payload["turn_id"]));
  if (turn_id !== null && draftOf(state.heads, turn_id) === null) meetTurn(desk, line, turn_id);
  const made = line.making === "made";
  const origin = made ? originOf(state, line, type) : "item";
  const told = text(content["id"]) ?? nameFor(state, "item", line.at);
  const turn = draftOf(state.heads, turn_id)?.index ?? 0;
  const id = origin === "event" ? nameItem(state.numbering, bearsName(state, told) ? "" : type, told, turn) : told;
  // As Codex wrote it, or as the upgrade built it: in the shape of the schemas, or of a later version.
  const body = { ...content, id } as unknown as ItemContent;
  const item: Item = {
    ...makeItem(state, line, id, body, origin, turn_id),
    started_at_ms: made ? null : integer(payload["started_at_ms"]),
    completed_at_ms: made ? null : integer(payload["completed_at_ms"]),
  };
  for (const said of takeSaid(state.talk, takeItem(state.calls, item))) giveItem(desk, said);
}

/** Said in words: in the two oldest eras, which have no events, these are made of messages. */
const SAID: ReadonlySet<string> = new Set(["UserMessage", "AgentMessage", "Reasoning", "ContextCompaction"]);

function originOf({ talk, current }: FoldState, line: UpgradedLine, type: string): ItemOrigin {
  // Until 0.58 a compaction had no event, and Codex's reader shows none.
  if (type === "ContextCompaction" && talk.compacted?.sources[0]?.offset === line.at.offset) return "recovered";
  return current?.outer === "response_item" && !SAID.has(type) ? "recovered" : "event";
}

/** The events of reviews name their items from 0.144 on. */
function bearsName({ current }: FoldState, id: string): boolean {
  return text(object(current?.value["payload"])?.["item_id"]) === id;
}
