// The face of history: every prompt of a home, from its history files and its sessions.

export { begunMs, isAgents, readAsked, sizeOf, writtenMs } from "./asked.ts";
export type { Prompt, PromptOrigin, PromptRecord } from "./contract.ts";
export { createGathering, whenOf } from "./gather.ts";
export { recordPrompt } from "./record.ts";
export { findHistories, readTyped, type TypedFault } from "./typed.ts";
