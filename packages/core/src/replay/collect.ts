// What has to be remembered of a thread to tell what became of files: patches, commands and calls, without their outputs.

import { isObject, type Json } from "../bytes/json.ts";
import { collectTurns, type Collection, type Item, type ItemContent } from "../thread/index.ts";

/** Characters of a call's output that are kept: they say how it ended. */
const MOST = 4096;

/** A thread's turns without what they say and print. */
export function collectChanges(): Collection {
  const collection = collectTurns();
  return {
    ...collection,
    item(item) {
      const content = slim(item.content);
      if (content !== null) collection.item({ ...item, content });
    },
  };
}

function slim(content: Item["content"]): ItemContent | null {
  switch (content.type) {
    case "AgentMessage":
    case "ContextMessage":
    case "Plan":
    case "Reasoning":
    case "UserMessage":
    case "WebSearch":
    case "ImageView":
      return null;
    case "CommandExecution":
      return { ...content, aggregated_output: "", stdout: "", stderr: "", formatted_output: "" };
    case "McpToolCall":
      return { ...content, arguments: null, result: null };
    case "ToolCall":
      return { ...content, output: shortened(content.output) };
    default:
      return content;
  }
}

function shortened(output: Json): Json {
  if (typeof output === "string") return output.slice(0, MOST);
  if (!Array.isArray(output)) return output;
  return output.slice(0, 2).map((part) => {
    const text = isObject(part) ? part["text"] : null;
    return typeof text === "string" ? { type: "input_text", text: text.slice(0, MOST) } : null;
  });
}
