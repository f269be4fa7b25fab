// The kinds of items, as they are named and grouped.

import type { ViewKind } from "rollbook-core/view";

export type { ViewKind } from "rollbook-core/view";

export const VIEW_KINDS = [
  "prompt",
  "answer",
  "reasoning",
  "command",
  "change",
  "call",
  "plan",
  "agent",
  "review",
  "compaction",
  "context",
  "note",
  "unknown",
  "damage",
] as const satisfies readonly ViewKind[];

export const NAMES: Readonly<Record<ViewKind, string>> = {
  prompt: "Prompt",
  answer: "Answer",
  reasoning: "Reasoning",
  command: "Command",
  change: "Change",
  call: "Tool call",
  plan: "Plan",
  agent: "Agent",
  review: "Review",
  compaction: "Compaction",
  context: "Context",
  note: "Note",
  unknown: "Unknown record",
  damage: "Damage",
};

/** What the bar of filters offers, several kinds under one name. */
export const GROUPS: readonly { readonly name: string; readonly kinds: readonly ViewKind[] }[] = [
  { name: "Prompts", kinds: ["prompt"] },
  { name: "Answers", kinds: ["answer"] },
  { name: "Reasoning", kinds: ["reasoning"] },
  { name: "Commands", kinds: ["command"] },
  { name: "Changes", kinds: ["change"] },
  { name: "Tools", kinds: ["call"] },
  { name: "Plans", kinds: ["plan"] },
  { name: "Agents", kinds: ["agent"] },
  { name: "Notes", kinds: ["note", "review", "compaction", "context"] },
  { name: "Unread", kinds: ["unknown", "damage"] },
];
