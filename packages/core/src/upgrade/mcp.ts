// Calls of MCP tools by the names they had, and their results in the shapes those came back in.

import { parseJson } from "../bytes/deep.ts";
import { isObject, type Json, type JsonObject } from "../bytes/json.ts";
import type { ToolOutput } from "../rollout/output.ts";
import { text } from "../lineage/field.ts";
import { argumentsOf, durationOf, endOf, type OpenCall } from "./open.ts";
import type { Notes } from "./notes.ts";

interface McpTool {
  readonly server: string;
  readonly tool: string;
}

/** `mcp__server` beside the name (0.123 …), `mcp__server__tool` (0.46 …), `server__tool` (0.8 … 0.44). */
function readName(item: JsonObject, notes: Notes): McpTool | null {
  const name = text(item["name"]);
  const space = text(item["namespace"]);
  if (item["type"] !== "function_call" || name === null) return null;
  if (space !== null)
    return space.startsWith("mcp__") ? { server: space.slice(5).replace(/__$/, ""), tool: name } : null;
  const found = /^(?:mcp__)?(.+?)__(.+)$/s.exec(name);
  if (found === null) return null;
  notes.made("mcp_server");
  return { server: found[1] ?? "", tool: found[2] ?? "" };
}

/** The item of an MCP call; null when the tool's name is of no MCP server. */
export function mcpItem(
  open: OpenCall,
  output: ToolOutput,
  value: Json | undefined,
  body: string,
  notes: Notes,
): JsonObject | null {
  const tool = readName(open.item, notes);
  if (tool === null) return null;
  const result = resultOf(value, body);
  const flagged = result["isError"];
  const stopped =
    output.verdict === "aborted" ||
    output.verdict === "declined" ||
    output.verdict === "timed_out" ||
    output.verdict === "rejected";
  const status = typeof flagged === "boolean" ? (flagged ? "failed" : "completed") : endOf(output, notes);
  return {
    type: "McpToolCall",
    id: open.id,
    ...tool,
    arguments: argumentsOf(open.item),
    // Of all items this one alone is tagged in camel case (0.169), and it has no word for declined.
    status: status === "completed" || status === "failed" ? status : "inProgress",
    ...(stopped ? { error: { message: body } } : { result }),
    ...(output.wall_ms === null ? {} : { duration: durationOf(output.wall_ms) }),
  };
}

/** A whole CallToolResult, its content alone, its structured content alone, images, or some text. */
function resultOf(value: Json | undefined, body: string): JsonObject {
  const parsed = parse(body);
  if (isObject(parsed))
    return Array.isArray(parsed["content"])
      ? parsed
      : { content: [{ type: "text", text: body }], structuredContent: parsed };
  if (Array.isArray(parsed) && parsed.every((part) => isObject(part) && typeof part["type"] === "string"))
    return { content: parsed };
  if (Array.isArray(value) && value.some((part) => isObject(part) && part["type"] === "input_image"))
    return { content: value.map(contentPart) };
  return { content: [{ type: "text", text: body }] };
}

/** `input_image{image_url: "data:TYPE;base64,DATA"}` is an MCP image again; `input_text` is text. */
function contentPart(part: Json): Json {
  if (!isObject(part)) return part;
  const image = /^data:([^;,]+);base64,(.*)$/s.exec(text(part["image_url"]) ?? "");
  if (image !== null) return { type: "image", data: image[2] ?? "", mimeType: image[1] ?? "" };
  return part["type"] === "input_text" ? { type: "text", text: part["text"] ?? "" } : part;
}

function parse(source: string): Json | undefined {
  if (!/^\s*[[{]/.test(source)) return undefined;
  try {
    return parseJson(source);
  } catch {
    return undefined;
  }
}
