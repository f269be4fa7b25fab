// Response items that are calls answered by the model's host and not by Codex: web search, images, tool search.

import { own } from "../bytes/own.ts";
import type { Json, JsonObject } from "../bytes/json.ts";
import { list, object, text, textOrHead } from "../lineage/field.ts";
import { askedOf, type Call } from "./call.ts";
import type { Status } from "./contract.ts";
import { NO_FACTS, type Facts } from "./facts.ts";
import type { Ended } from "./item.ts";

export type Hosted =
  | { readonly step: "call"; readonly call: Call }
  | { readonly step: "output"; readonly ended: Ended }
  /** Begun and ended by one record. `twin` recognises an event that told the same without an id. */
  | { readonly step: "whole"; readonly ended: Ended; readonly twin: string | null };

const STATUS: Readonly<Record<string, Status>> = {
  completed: "completed",
  failed: "failed",
  incomplete: "interrupted",
};

export function readHosted(inner: string, item: JsonObject): Hosted | null {
  const status = own(STATUS, text(item["status"]) ?? "") ?? "unknown";
  const turn_id = text(object(item["internal_chat_message_metadata_passthrough"])?.["turn_id"]);
  const facts = (tool_name: string): Facts => ({ ...NO_FACTS, action_type: "tool_call", tool_name, status, turn_id });
  switch (inner) {
    case "web_search_call": {
      const id = text(item["id"]);
      return {
        step: "whole",
        ended: { id, facts: { ...facts("web_search"), asked: askedOf(item["action"]) } },
        twin: id === null ? JSON.stringify(item["action"] ?? null) : null,
      };
    }
    case "image_generation_call":
      return {
        step: "whole",
        ended: {
          id: text(item["id"]),
          facts: { ...facts("image_generation"), asked: textOrHead(item["revised_prompt"]) },
        },
        twin: null,
      };
    case "tool_search_call": {
      const id = text(item["call_id"]);
      const searched = { ...facts("tool_search"), asked: askedOf(item["arguments"]) };
      if (id === null) return { step: "whole", ended: { id: text(item["id"]), facts: searched }, twin: null };
      return { step: "call", call: { id, role: "tool", target: null, facts: { ...searched, status: null } } };
    }
    case "tool_search_output":
      return {
        step: "output",
        ended: { id: text(item["call_id"]), facts: { ...facts("tool_search"), returned: namesOf(item["tools"]) } },
      };
    default:
      return null;
  }
}

function namesOf(tools: Json | undefined): string {
  const names = list(tools).map((tool) => text(object(tool)?.["name"]));
  return names.filter((name) => name !== null).join("\n");
}
