// CodexSession: the schemas and types of every record Codex has written, and how to decode and encode them.

export { ARBITRARY } from "./arbitrary.ts";
export { PathChange, PathChanges } from "./change.ts";
export { CollaborationMode } from "./collaboration.ts";
export { ParsedCommand } from "./command.ts";
export { CompactedPayload } from "./compacted.ts";
export { TurnContextPayload } from "./context.ts";
export * from "./decode.ts";
export { SessionDocument } from "./document.ts";
export { Duration } from "./duration.ts";
export * from "./encode.ts";
export {
  Compacted,
  DynamicToolsUpdated,
  EventMessage,
  InterAgentCommunication,
  InterAgentCommunicationMetadata,
  RealtimeItem,
  ResponseItem,
  RetainedContext,
  SecurityRiskScore,
  Session,
  SessionEntry,
  SessionMeta,
  TokenUsageRecord,
  TurnContext,
  WorldState,
} from "./entry.ts";
export { EventPayload } from "./event/index.ts";
export { accepts, compileGuards, faults, type Evaluate, type Fault } from "./guard/index.ts";
export { GitInfo, SessionHeader } from "./header.ts";
export * from "./headline.ts";
export { UserInput } from "./input.ts";
export * from "./issue.ts";
export * from "./item/agents.ts";
export { TurnItem } from "./item/index.ts";
export * from "./item/other.ts";
export * from "./item/talk.ts";
export * from "./item/work.ts";
export { RateLimits, RateLimitWindow } from "./limits.ts";
export { SessionMetaPayload } from "./meta.ts";
export { ApprovalPolicy, FileSystemSandboxPolicy, PermissionProfile, SandboxPolicy } from "./policy.ts";
export { MessageFragment, ReasoningFragment, SummaryFragment, ToolOutput } from "./response/content.ts";
export { ResponsePayload } from "./response/index.ts";
export { HarnessMetadata } from "./response/metadata.ts";
export { WebSearchAction } from "./response/search.ts";
export { RetainedContextPayload } from "./retained.ts";
export { ReviewOutput, ReviewTarget } from "./review.ts";
export { describeSeen, type Unlisted } from "./shape.ts";
export { SessionSource } from "./source.ts";
export { StateRecord } from "./state.ts";
export { DynamicTool, OfferedTool } from "./tools.ts";
export { TokenUsage, TokenUsagePayload } from "./usage.ts";
export { WorldStatePayload } from "./world.ts";
