// An item of the thread model as a person is shown it.

import type { JsonObject } from "../bytes/json.ts";
import { object, text } from "../lineage/field.ts";
import { fileUrlToPath } from "../shell/index.ts";
import type { Item } from "../thread/contract.ts";
import { dataLine, parts, shortPath, view, words } from "./build.ts";
import {
  activityView,
  collaborationView,
  dynamicView,
  mcpView,
  outputView,
  pause,
  searchView,
  toolView,
} from "./call.ts";
import type { ItemView } from "./contract.ts";
import { damageView, noteView, unknownView } from "./note.ts";
import {
  answerView,
  communicationView,
  contextView,
  hookView,
  planView,
  promptView,
  reasoningView,
  reviewView,
} from "./talk.ts";
import { changeView, commandView } from "./work.ts";

/** Total: in old and damaged files a field may hold anything. `cwd` is that of its turn; paths below it are short. */
export function viewItem(item: Item, cwd: string | null): ItemView {
  const content = item.content as unknown as JsonObject;
  switch (item.content.type) {
    case "UserMessage":
      return promptView(content);
    case "AgentMessage":
      return answerView(content);
    case "Reasoning":
      return reasoningView(content);
    case "Plan":
      return planView(content);
    case "HookPrompt":
      return hookView(content);
    case "CommandExecution":
      return commandView(item, content, cwd);
    case "FileChange":
      return changeView(item, content, cwd);
    case "McpToolCall":
      return mcpView(item, content);
    case "DynamicToolCall":
      return dynamicView(item, content);
    case "FunctionCallOutput":
      return outputView(content);
    case "ToolCall":
      return toolView(content);
    case "CollabAgentToolCall":
      return collaborationView(item, content);
    case "SubAgentActivity":
      return activityView(content);
    case "AgentCommunication":
      return communicationView(content);
    case "WebSearch":
      return searchView(content);
    case "ImageView":
      return view("call", `looked at the image ${shortPath(fileUrlToPath(text(content["path"]) ?? ""), cwd)}`);
    case "ImageGeneration":
      return imageView(content, cwd);
    case "EnteredReviewMode":
      return reviewView(content, true);
    case "ExitedReviewMode":
      return reviewView(content, false);
    case "ContextCompaction":
      return view("compaction", "the context was compacted");
    case "Extension":
      return pause(content);
    case "ContextMessage":
      return contextView(content);
    case "Note":
      return noteView(text(content["note"]) ?? "", object(content["value"]) ?? {});
    case "Unknown":
      return unknownView(content);
    case "Damage":
      return damageView(content);
    default:
      return view("unknown", `an item of unknown type ${text(content["type"]) ?? ""}`.trimEnd());
  }
}

function imageView(content: JsonObject, cwd: string | null): ItemView {
  const path = text(content["saved_path"]);
  const status = text(content["status"]);
  return view("call", `made an image: ${words(content["revised_prompt"]) ?? ""}`, {
    state: status === "failed" ? "failed" : null,
    parts: [
      ...parts("fact", dataLine("image", content["result"] ?? "")),
      ...parts("fact", path === null ? null : `saved as ${shortPath(path, cwd)}`),
    ],
  });
}
