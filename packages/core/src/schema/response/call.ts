// Response items that call a tool, and what the tool gave back.

import { Schema } from "effect";
import { ARBITRARY } from "../arbitrary.ts";
import { open, opt, req, unlisted } from "../shape.ts";
import { itemFields } from "./base.ts";
import { ToolOutput } from "./content.ts";

const ShellAction = Schema.Union([
  open("ExecAction", {
    type: req(Schema.Literal("exec"), "0.1..0.8"),
    command: req(Schema.Array(Schema.String), "0.1..0.8"),
    timeout_ms: opt(Schema.Number, "0.1..0.8"),
    working_directory: opt(Schema.String, "0.1..0.8"),
    env: opt(Schema.Record(Schema.String, Schema.String), "0.1..0.8"),
    user: opt(Schema.String, "0.1..0.8"),
  }),
  unlisted("UnlistedAction", ["exec"]),
]);

export type LocalShellCall = typeof LocalShellCall.Type;
/** Its result is a `function_call_output` with the same `call_id`. */
export const LocalShellCall = open("LocalShellCall", {
  type: req(Schema.Literal("local_shell_call"), "0.1..0.8"),
  ...itemFields,
  call_id: opt(Schema.String, "0.1..0.8"),
  status: opt(Schema.String, "0.1..0.8"),
  action: req(ShellAction, "0.1..0.8"),
});

export type FunctionCall = typeof FunctionCall.Type;
/** `arguments` is JSON in a string, as the model wrote it: it may not parse. */
export const FunctionCall = open("FunctionCall", {
  type: req(Schema.Literal("function_call"), "0.1"),
  ...itemFields,
  name: req(Schema.String, "0.1"),
  namespace: opt(Schema.String, "0.128"),
  arguments: req(Schema.String, "0.1"),
  encrypted_function_args: opt(Schema.Array(ARBITRARY.unexplored), "~0.169"),
  call_id: req(Schema.String, "0.1"),
  status: opt(Schema.String, "0.1"),
});

export type FunctionCallOutput = typeof FunctionCallOutput.Type;
export const FunctionCallOutput = open("FunctionCallOutput", {
  type: req(Schema.Literal("function_call_output"), "0.1"),
  ...itemFields,
  call_id: opt(Schema.String, "0.1"),
  name: opt(Schema.String, "0.169"),
  namespace: opt(Schema.String, "0.169"),
  output: req(ToolOutput, "0.1"),
});

export type CustomToolCall = typeof CustomToolCall.Type;
/** `status` says that the model finished writing the call, not that the tool succeeded. */
export const CustomToolCall = open("CustomToolCall", {
  type: req(Schema.Literal("custom_tool_call"), "0.50"),
  ...itemFields,
  status: opt(Schema.String, "0.50"),
  call_id: req(Schema.String, "0.50"),
  name: req(Schema.String, "0.50"),
  namespace: opt(Schema.String, "~0.169"),
  input: req(Schema.String, "0.50"),
});

export type CustomToolCallOutput = typeof CustomToolCallOutput.Type;
/** Several may answer one call: code mode adds one for each notice a script gives. */
export const CustomToolCallOutput = open("CustomToolCallOutput", {
  type: req(Schema.Literal("custom_tool_call_output"), "0.50"),
  ...itemFields,
  call_id: req(Schema.String, "0.50"),
  name: opt(Schema.String, "~0.169"),
  output: req(ToolOutput, "0.50"),
});
