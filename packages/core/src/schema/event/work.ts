// Events that end a command, a patch or a tool call.

import { Schema } from "effect";
import { ARBITRARY } from "../arbitrary.ts";
import { PathChanges } from "../change.ts";
import { ParsedCommand } from "../command.ts";
import { Duration } from "../duration.ts";
import { DynamicContent } from "../dynamic.ts";
import { McpResult } from "../mcp.ts";
import { WebSearchAction } from "../response/search.ts";
import { open, opt, req } from "../shape.ts";

export type ExecCommandEnd = typeof ExecCommandEnd.Type;
/** Written only for clients that asked for extended history. `aggregated_output` holds at most 10,000 characters. */
export const ExecCommandEnd = open("ExecCommandEnd", {
  type: req(Schema.Literal("exec_command_end"), "0.104..0.128"),
  call_id: req(Schema.String, "0.104..0.128"),
  process_id: opt(Schema.String, "0.104..0.128"),
  turn_id: opt(Schema.String, "0.104..0.128"),
  command: req(Schema.Array(Schema.String), "0.104..0.128"),
  cwd: opt(Schema.String, "0.104..0.128"),
  parsed_cmd: opt(Schema.Array(ParsedCommand), "0.104..0.128"),
  source: opt(Schema.String, "0.104..0.128"),
  interaction_input: opt(Schema.String, "~0.115"),
  stdout: opt(Schema.String, "0.104..0.128"),
  stderr: opt(Schema.String, "0.104..0.128"),
  aggregated_output: opt(Schema.String, "0.104..0.128"),
  exit_code: req(Schema.Number, "0.104..0.128"),
  duration: opt(Duration, "0.104..0.128"),
  formatted_output: opt(Schema.String, "0.104..0.128"),
  status: opt(Schema.String, "0.104..0.128"),
});

export type PatchApplyEnd = typeof PatchApplyEnd.Type;
export const PatchApplyEnd = open("PatchApplyEnd", {
  type: req(Schema.Literal("patch_apply_end"), "0.104"),
  call_id: req(Schema.String, "0.104"),
  turn_id: opt(Schema.String, "0.104"),
  stdout: opt(Schema.String, "0.104"),
  stderr: opt(Schema.String, "0.104"),
  success: req(Schema.Boolean, "0.104"),
  changes: opt(PathChanges, "0.104"),
  status: opt(Schema.String, "0.104"),
});

export type McpToolCallEnd = typeof McpToolCallEnd.Type;
export const McpToolCallEnd = open("McpToolCallEnd", {
  type: req(Schema.Literal("mcp_tool_call_end"), "0.133..0.147"),
  call_id: req(Schema.String, "0.133..0.147"),
  turn_id: opt(Schema.String, "~0.169"),
  invocation: req(
    open("McpInvocation", {
      server: req(Schema.String, "0.133..0.144"),
      tool: req(Schema.String, "0.133..0.144"),
      arguments: opt(ARBITRARY.toolArguments, "0.133..0.144"),
    }),
    "0.133..0.147",
  ),
  connector_id: opt(Schema.String, "~0.169"),
  mcp_app_resource_uri: opt(Schema.String, "~0.169"),
  plugin_id: opt(Schema.String, "~0.169"),
  read_only_hint: opt(Schema.Boolean, "0.147..0.147"),
  duration: opt(Duration, "0.133..0.147"),
  /** `Ok` when the server answered (perhaps with an error of its own), `Err` when the call itself failed. */
  result: req(
    open("McpOutcome", { Ok: opt(McpResult, "0.133..0.144"), Err: opt(Schema.String, "~0.169") }),
    "0.133..0.147",
  ),
});

export type WebSearchEnd = typeof WebSearchEnd.Type;
export const WebSearchEnd = open("WebSearchEnd", {
  type: req(Schema.Literal("web_search_end"), "0.133..0.147"),
  call_id: req(Schema.String, "0.133..0.147"),
  query: opt(Schema.String, "0.133..0.147"),
  action: opt(WebSearchAction, "0.133..0.147"),
  results: opt(Schema.Array(ARBITRARY.unexplored), "~0.169"),
});

export type ViewImageToolCall = typeof ViewImageToolCall.Type;
export const ViewImageToolCall = open("ViewImageToolCall", {
  type: req(Schema.Literal("view_image_tool_call"), "~0.44"),
  call_id: req(Schema.String, "~0.44"),
  path: req(Schema.String, "~0.44"),
});

export type ImageGenerationEnd = typeof ImageGenerationEnd.Type;
export const ImageGenerationEnd = open("ImageGenerationEnd", {
  type: req(Schema.Literal("image_generation_end"), "0.118..0.142"),
  call_id: req(Schema.String, "0.118..0.142"),
  status: opt(Schema.String, "0.118..0.142"),
  revised_prompt: opt(Schema.String, "0.118..0.142"),
  result: opt(Schema.String, "0.118..0.142"),
  saved_path: opt(Schema.String, "0.118..0.142"),
});

export type DynamicToolCallRequest = typeof DynamicToolCallRequest.Type;
/** Keys are camelCase in the request and snake_case in the response. */
export const DynamicToolCallRequest = open("DynamicToolCallRequest", {
  type: req(Schema.Literal("dynamic_tool_call_request"), "0.118..0.128"),
  callId: req(Schema.String, "0.118..0.128"),
  turnId: opt(Schema.String, "0.118..0.128"),
  namespace: opt(Schema.String, "0.128..0.128"),
  tool: req(Schema.String, "0.118..0.128"),
  arguments: opt(ARBITRARY.toolArguments, "0.118..0.128"),
});

export type DynamicToolCallResponse = typeof DynamicToolCallResponse.Type;
export const DynamicToolCallResponse = open("DynamicToolCallResponse", {
  type: req(Schema.Literal("dynamic_tool_call_response"), "0.118..0.128"),
  call_id: req(Schema.String, "0.118..0.128"),
  turn_id: opt(Schema.String, "0.118..0.128"),
  namespace: opt(Schema.String, "0.128..0.128"),
  tool: req(Schema.String, "0.118..0.128"),
  arguments: opt(ARBITRARY.toolArguments, "0.118..0.128"),
  content_items: opt(Schema.Array(DynamicContent), "0.118..0.128"),
  success: opt(Schema.Boolean, "0.118..0.128"),
  error: opt(Schema.String, "0.118..0.128"),
  duration: opt(Duration, "0.118..0.128"),
});
