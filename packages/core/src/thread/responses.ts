// Response items: what went to the model and came from it. Most of it is told by items too; the rest is here.

import type { JsonObject } from "../bytes/json.ts";
import { list, object, text } from "../lineage/field.ts";
import { isKnownType } from "../rollout/known.ts";
import { readEnvironment, turnIdOf, type UpgradedLine } from "../upgrade/index.ts";
import { takeCall, takeOutput, type Around } from "./calls.ts";
import type { ItemContent } from "./contract.ts";
import {
  currentTurn,
  giveItem,
  giveNote,
  giveUnknown,
  makeItem,
  payloadOf,
  spokenText,
  timestampOf,
  type Desk,
} from "./desk.ts";
import { namedTurn } from "./numbering.ts";
import { nameFor, whereIs, type FoldState } from "./state.ts";
import { takeMessage } from "./talk.ts";

export function readResponseItem(desk: Desk, line: UpgradedLine): void {
  const { state } = desk;
  const payload = payloadOf(line);
  switch (line.inner) {
    case "message":
      readMessage(desk, line, payload);
      return;
    case "function_call":
    case "custom_tool_call":
    case "local_shell_call": {
      const fallback = text(payload["id"]) ?? nameFor(state, "call", line.at);
      takeCall(state.calls, payload, line.inner, fallback, around(state, line, payload));
      return;
    }
    case "function_call_output":
    case "custom_tool_call_output": {
      const item = takeOutput(state.calls, payload, around(state, line, payload));
      if (item === null) giveUnmatched(desk, line, payload);
      else giveItem(desk, item);
      return;
    }
    case "agent_message":
      readCommunication(desk, line);
      return;
    case "ghost_snapshot":
      giveNote(desk, line, "snapshot", payload, null);
      return;
    default:
      if (!isKnownType(line.outer, line.inner)) giveUnknown(desk, line);
  }
}

function around(state: FoldState, line: UpgradedLine, payload: JsonObject): Around {
  return {
    turn_id: namedTurn(state.numbering, turnIdOf(payload)) ?? currentTurn(state),
    cwd: state.cwd,
    shell: state.shell,
    source: whereIs(state, line.at),
    timestamp: timestampOf(line),
  };
}

function readMessage(desk: Desk, line: UpgradedLine, payload: JsonObject): void {
  const { state } = desk;
  const environment = readEnvironment(payload);
  state.cwd = environment?.cwd ?? state.cwd;
  state.shell = environment?.shell ?? state.shell;
  const turn_id = namedTurn(state.numbering, turnIdOf(payload));
  const given = takeMessage(state.talk, payload, (role, said) => {
    const id = nameFor(state, "message", line.at);
    return makeItem(
      state,
      line,
      id,
      { type: "ContextMessage", id, role, text: said, images: countImages(payload) },
      "record",
      turn_id,
    );
  });
  for (const item of given) giveItem(desk, item);
}

function countImages(payload: JsonObject): number {
  return list(payload["content"]).filter((part) => object(part)?.["type"] === "input_image").length;
}

/** An output whose call is nowhere: something ran, and nothing says what. */
function giveUnmatched(desk: Desk, line: UpgradedLine, payload: JsonObject): void {
  const id = text(payload["call_id"]) ?? nameFor(desk.state, "output", line.at);
  const content: ItemContent = {
    type: "ToolCall",
    id,
    name: text(payload["name"]),
    namespace: text(payload["namespace"]),
    arguments: null,
    output: payload["output"] ?? null,
    status: "completed",
  };
  giveItem(desk, makeItem(desk.state, line, id, content, "record", null));
}

/** A message between agents, as a response item or a record of its own. */
export function readCommunication(desk: Desk, line: UpgradedLine): void {
  const { state } = desk;
  const payload = payloadOf(line);
  const id = text(payload["id"]) ?? nameFor(state, "communication", line.at);
  const said = spokenText(payload["content"]);
  const content: ItemContent = {
    type: "AgentCommunication",
    id,
    author: text(payload["author"]),
    recipient: text(payload["recipient"]),
    text: said === "" ? null : said,
  };
  giveItem(desk, makeItem(state, line, id, content, "record", namedTurn(state.numbering, turnIdOf(payload))));
}
