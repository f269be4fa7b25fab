// Tools as a session lists them: those a client gave, and those a search or the harness offered to the model.

import { Schema } from "effect";
import { ARBITRARY } from "./arbitrary.ts";
import { open, opt, req } from "./shape.ts";

const toolFields = {
  type: opt(Schema.String, "0.142"),
  namespace: opt(Schema.String, "~0.169"),
  name: opt(Schema.String, "0.104"),
  description: opt(Schema.String, "0.104"),
};

export type DynamicTool = typeof DynamicTool.Type;
/** A tool that a client of the app-server brought along. Keys are camelCase here, and no `type` before 0.142. */
export const DynamicTool = open("DynamicTool", {
  ...toolFields,
  inputSchema: opt(ARBITRARY.toolSchema, "0.104"),
  deferLoading: opt(Schema.Boolean, "0.118..0.128"),
});

export type ToolGrammar = typeof ToolGrammar.Type;
export const ToolGrammar = open("ToolGrammar", {
  type: req(Schema.String, "0.169"),
  syntax: opt(Schema.String, "0.169"),
  definition: opt(Schema.String, "0.169"),
});

const offeredFields = {
  ...toolFields,
  strict: opt(Schema.Boolean, "0.142"),
  defer_loading: opt(Schema.Boolean, "0.142"),
  parameters: opt(ARBITRARY.toolSchema, "0.142"),
  format: opt(ToolGrammar, "0.169"),
};

export type OfferedTool = typeof OfferedTool.Type;
/** A tool as the model is offered it; one of type `namespace` holds further tools. */
export const OfferedTool = open("OfferedTool", {
  ...offeredFields,
  tools: opt(Schema.Array(open("NamespacedTool", offeredFields)), "0.142"),
});
