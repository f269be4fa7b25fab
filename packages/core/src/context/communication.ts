// A message between agents that has a record type of its own, as the item the model is given for it.

import type { JsonObject } from "../bytes/json.ts";
import { text } from "../lineage/field.ts";

/** The `agent_message` of an `inter_agent_communication` record. */
export function communicationItem(payload: JsonObject): JsonObject {
  const author = text(payload["author"]) ?? "";
  const recipient = text(payload["recipient"]) ?? "";
  const sealed = payload["encrypted_content"] ?? null;
  const kind = payload["trigger_turn"] === true ? "NEW_TASK" : "MESSAGE";
  const head = `Message Type: ${kind}\nTask name: ${recipient}\nSender: ${author}\nPayload:\n`;
  const content: JsonObject[] =
    sealed === null
      ? [{ type: "input_text", text: payload["content"] ?? "" }]
      : [
          { type: "input_text", text: head },
          { type: "encrypted_content", encrypted_content: sealed },
        ];
  return { type: "agent_message", author, recipient, content };
}
