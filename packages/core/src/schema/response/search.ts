// Response items for what the model's provider or Codex looks up or makes: web search, tool search, images.

import { Schema } from "effect";
import { ARBITRARY } from "../arbitrary.ts";
import { open, opt, req, unlisted } from "../shape.ts";
import { OfferedTool } from "../tools.ts";
import { itemFields } from "./base.ts";

export type WebSearchAction = typeof WebSearchAction.Type;
export const WebSearchAction = Schema.Union([
  open("SearchAction", {
    type: req(Schema.Literal("search"), "0.65"),
    query: opt(Schema.String, "0.65"),
    queries: opt(Schema.Array(Schema.String), "0.93"),
  }),
  open("OpenPageAction", { type: req(Schema.Literal("open_page"), "0.65"), url: opt(Schema.String, "0.65") }),
  open("FindInPageAction", {
    type: req(Schema.Literal("find_in_page"), "0.65"),
    url: opt(Schema.String, "0.65"),
    pattern: opt(Schema.String, "0.65"),
  }),
  unlisted("UnlistedSearchAction", ["search", "open_page", "find_in_page"]),
]);

export type WebSearchCall = typeof WebSearchCall.Type;
export const WebSearchCall = open("WebSearchCall", {
  type: req(Schema.Literal("web_search_call"), "0.65"),
  ...itemFields,
  status: opt(Schema.String, "0.65"),
  action: opt(WebSearchAction, "0.65"),
});

export type ToolSearchCall = typeof ToolSearchCall.Type;
/** `arguments` is JSON here, not JSON in a string. */
export const ToolSearchCall = open("ToolSearchCall", {
  type: req(Schema.Literal("tool_search_call"), "0.118"),
  ...itemFields,
  call_id: opt(Schema.String, "0.118"),
  status: opt(Schema.String, "0.118"),
  execution: opt(Schema.String, "0.118"),
  arguments: req(ARBITRARY.toolArguments, "0.118"),
});

export type ToolSearchOutput = typeof ToolSearchOutput.Type;
export const ToolSearchOutput = open("ToolSearchOutput", {
  type: req(Schema.Literal("tool_search_output"), "0.118"),
  ...itemFields,
  call_id: opt(Schema.String, "0.118"),
  status: opt(Schema.String, "0.118"),
  execution: opt(Schema.String, "0.118"),
  tools: req(Schema.Array(OfferedTool), "0.118"),
});

export type ImageGenerationCall = typeof ImageGenerationCall.Type;
/** `result` is the image in base64. */
export const ImageGenerationCall = open("ImageGenerationCall", {
  type: req(Schema.Literal("image_generation_call"), "0.118"),
  ...itemFields,
  status: opt(Schema.String, "0.118"),
  revised_prompt: opt(Schema.String, "0.118"),
  result: opt(Schema.String, "0.118"),
});
