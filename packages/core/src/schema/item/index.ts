// Every turn item, and the union of them.

import { Schema } from "effect";
import { KNOWN_TURN_ITEMS } from "../../rollout/known.ts";
import { unlisted } from "../shape.ts";
import { CollabAgentToolCallItem, SubAgentActivityItem } from "./agents.ts";
import {
  ContextCompactionTurnItem,
  EnteredReviewModeItem,
  ExitedReviewModeItem,
  ExtensionItem,
  ImageGenerationItem,
  ImageViewItem,
  WebSearchItem,
} from "./other.ts";
import { AgentMessageItem, HookPromptItem, PlanItem, ReasoningItem, UserMessageItem } from "./talk.ts";
import {
  CommandExecutionItem,
  DynamicToolCallItem,
  FileChangeItem,
  FunctionCallOutputItem,
  McpToolCallItem,
} from "./work.ts";

export type TurnItem = typeof TurnItem.Type;
/** `item` of an `item_completed` event, since 0.148 the durable form of everything a turn did. */
export const TurnItem = Schema.Union([
  UserMessageItem,
  AgentMessageItem,
  ReasoningItem,
  PlanItem,
  HookPromptItem,
  FunctionCallOutputItem,
  CommandExecutionItem,
  FileChangeItem,
  McpToolCallItem,
  DynamicToolCallItem,
  CollabAgentToolCallItem,
  SubAgentActivityItem,
  WebSearchItem,
  ImageViewItem,
  ImageGenerationItem,
  EnteredReviewModeItem,
  ExitedReviewModeItem,
  ContextCompactionTurnItem,
  ExtensionItem,
  unlisted("UnlistedTurnItem", KNOWN_TURN_ITEMS),
]);
