// What an MCP server gave back.

import { Schema } from "effect";
import { ARBITRARY } from "./arbitrary.ts";
import { open, opt } from "./shape.ts";

export type McpResult = typeof McpResult.Type;
/** The server's result: its content blocks are the server's own. */
export const McpResult = open("McpResult", {
  content: opt(Schema.Array(ARBITRARY.mcpContent), "0.133"),
  structuredContent: opt(ARBITRARY.toolResult, "0.133"),
  isError: opt(Schema.Boolean, "0.133"),
  _meta: opt(ARBITRARY.meta, "0.133"),
});
