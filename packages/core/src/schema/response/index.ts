// Every response item, and the union of them.

import { Schema } from "effect";
import { KNOWN_RESPONSE_ITEMS } from "../../rollout/known.ts";
import { unlisted } from "../shape.ts";
import { CustomToolCall, CustomToolCallOutput, FunctionCall, FunctionCallOutput, LocalShellCall } from "./call.ts";
import {
  AdditionalTools,
  Compaction,
  CompactionSummary,
  CompactionTrigger,
  ConfigurationUpdate,
  ContextCompactionItem,
  GhostSnapshot,
  OtherItem,
} from "./housekeeping.ts";
import { AgentMessage, Message, Reasoning } from "./message.ts";
import { ImageGenerationCall, ToolSearchCall, ToolSearchOutput, WebSearchCall } from "./search.ts";

/** All listed response items, as members for a union. */
export const responseItems = [
  Message,
  Reasoning,
  LocalShellCall,
  FunctionCall,
  FunctionCallOutput,
  CustomToolCall,
  CustomToolCallOutput,
  WebSearchCall,
  GhostSnapshot,
  Compaction,
  CompactionSummary,
  ContextCompactionItem,
  CompactionTrigger,
  ImageGenerationCall,
  ToolSearchCall,
  ToolSearchOutput,
  AdditionalTools,
  AgentMessage,
  ConfigurationUpdate,
  OtherItem,
] as const;

export type ResponsePayload = typeof ResponsePayload.Type;
/**
 * What a `response_item` holds, what stands bare on a line of the oldest JSONL files, and what a TypeScript-era
 * document lists as `items`. An item of a type not listed passes as it is; a listed one with a broken field does not.
 */
export const ResponsePayload = Schema.Union([...responseItems, unlisted("UnlistedResponseItem", KNOWN_RESPONSE_ITEMS)]);
