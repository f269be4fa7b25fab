// Turn items that did something: commands, file changes, tool calls.

import { Schema } from "effect";
import { ARBITRARY } from "../arbitrary.ts";
import { PathChanges } from "../change.ts";
import { ParsedCommand } from "../command.ts";
import { Duration } from "../duration.ts";
import { DynamicContent } from "../dynamic.ts";
import { McpResult } from "../mcp.ts";
import { ToolOutput } from "../response/content.ts";
import { open, opt, req } from "../shape.ts";

export type CommandExecutionItem = typeof CommandExecutionItem.Type;
/**
 * A command that ended. `id` is the call's, or `exec-<uuid>` when a script of code mode ran it. `cwd` is a `file://`
 * URL. `exit_code` may be -1 (killed). From 0.165 `aggregated_output` above 65,536 bytes is cut in its middle.
 */
export const CommandExecutionItem = open("CommandExecutionItem", {
  type: req(Schema.Literal("CommandExecution"), "0.148"),
  id: req(Schema.String, "0.148"),
  plugin_id: opt(Schema.String, "~0.169"),
  script_path: opt(Schema.String, "~0.169"),
  process_id: opt(Schema.String, "0.148"),
  command: req(Schema.Array(Schema.String), "0.148"),
  cwd: req(Schema.String, "0.148"),
  parsed_cmd: opt(Schema.Array(ParsedCommand), "0.148"),
  source: opt(Schema.String, "0.148"),
  interaction_input: opt(Schema.String, "~0.169"),
  status: req(Schema.String, "0.148"),
  stdout: opt(Schema.String, "0.148..0.160"),
  stderr: opt(Schema.String, "0.148..0.160"),
  aggregated_output: opt(Schema.String, "0.148"),
  exit_code: opt(Schema.Number, "0.148"),
  duration: opt(Duration, "0.148"),
  formatted_output: opt(Schema.String, "0.148..0.160"),
});

export type FileChangeItem = typeof FileChangeItem.Type;
export const FileChangeItem = open("FileChangeItem", {
  type: req(Schema.Literal("FileChange"), "0.148"),
  id: req(Schema.String, "0.148"),
  changes: req(PathChanges, "0.148"),
  status: opt(Schema.String, "0.148"),
  auto_approved: opt(Schema.Boolean, "~0.169"),
  stdout: opt(Schema.String, "0.148"),
  stderr: opt(Schema.String, "0.148"),
});

export type McpToolCallItem = typeof McpToolCallItem.Type;
export const McpToolCallItem = open("McpToolCallItem", {
  type: req(Schema.Literal("McpToolCall"), "0.148"),
  id: req(Schema.String, "0.148"),
  server: req(Schema.String, "0.148"),
  tool: req(Schema.String, "0.148"),
  arguments: opt(ARBITRARY.toolArguments, "0.148"),
  connectorId: opt(Schema.String, "~0.169"),
  mcpAppResourceUri: opt(Schema.String, "~0.169"),
  readOnlyHint: opt(Schema.Boolean, "0.148"),
  status: req(Schema.String, "0.148"),
  result: opt(McpResult, "0.148"),
  error: opt(open("McpError", { message: opt(Schema.String, "~0.169") }), "~0.169"),
  duration: opt(Duration, "0.148"),
});

export type DynamicToolCallItem = typeof DynamicToolCallItem.Type;
export const DynamicToolCallItem = open("DynamicToolCallItem", {
  type: req(Schema.Literal("DynamicToolCall"), "0.153"),
  id: req(Schema.String, "0.160"),
  namespace: opt(Schema.String, "~0.169"),
  tool: req(Schema.String, "0.160"),
  arguments: opt(ARBITRARY.toolArguments, "0.160"),
  status: req(Schema.String, "0.160"),
  content_items: opt(Schema.Array(DynamicContent), "0.160"),
  success: opt(Schema.Boolean, "0.160"),
  error: opt(Schema.String, "~0.169"),
  duration: opt(Duration, "0.160"),
});

export type FunctionCallOutputItem = typeof FunctionCallOutputItem.Type;
export const FunctionCallOutputItem = open("FunctionCallOutputItem", {
  type: req(Schema.Literal("FunctionCallOutput"), "~0.169"),
  id: req(Schema.String, "~0.169"),
  name: opt(Schema.String, "~0.169"),
  namespace: opt(Schema.String, "~0.169"),
  output: opt(ToolOutput, "~0.169"),
});
