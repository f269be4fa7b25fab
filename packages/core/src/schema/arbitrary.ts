// The places where any JSON may stand, each with the reason why no narrower type is declared.

import { Schema } from "effect";

function anyJson<const N extends string>(name: N, reason: string) {
  return Schema.Unknown.annotate({ identifier: name, description: reason });
}

/** Values that belong to somebody else: Codex passes them on as they are. */
export const ARBITRARY = {
  toolArguments: anyJson(
    "ToolArguments",
    "Arguments of a tool call: the tool's own schema, not Codex's, says what they are.",
  ),
  toolResult: anyJson("ToolResult", "Structured content of an MCP result: the server's own schema says what it is."),
  mcpContent: anyJson("McpContent", "A content block of an MCP result, as the server sent it."),
  meta: anyJson("Meta", "`_meta` of the Model Context Protocol: reserved for the server's own use."),
  toolSchema: anyJson("ToolSchema", "A JSON Schema or tool definition that a client or server gave."),
  outputSchema: anyJson("OutputSchema", "The JSON Schema the user asked the final answer to fit."),
  worldState: anyJson(
    "WorldStateLeaf",
    "A section of the world state: Codex diffs it as plain JSON, and a patch may hold any part of it.",
  ),
  annotations: anyJson("Annotation", "An annotation or log probability of the Responses API, stored as it came."),
  unexplored: anyJson("Unexplored", "Named in Codex's program, never seen in a file: its shape is not known."),
} as const;
