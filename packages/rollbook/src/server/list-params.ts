// What thread/list can be asked.

import { SOURCE_KINDS } from "rollbook-core/protocol";
import { boolean, direction, either, flag, optional, sequence, string, struct, u32, word } from "./params.ts";

const SORT_KEYS = ["created_at", "updated_at", "recency_at", "section_position"] as const;

export const ThreadListParams = struct("ThreadListParams", {
  includeAttachedThreads: flag,
  currentAccountOnly: flag,
  cursor: optional(string),
  limit: optional(u32),
  excludedThreadIds: optional(sequence(string)),
  sortKey: optional(word(SORT_KEYS)),
  sortDirection: optional(direction),
  modelProviders: optional(sequence(string)),
  sourceKinds: optional(sequence(word(SOURCE_KINDS))),
  originators: optional(sequence(string)),
  archived: optional(boolean),
  sectionId: optional(string),
  projectId: optional(string),
  cwd: optional(either("ThreadListCwdFilter", string, sequence(string))),
  useStateDbOnly: flag,
  searchTerm: optional(string),
  parentThreadId: optional(string),
  ancestorThreadId: optional(string),
  attachedToThreadId: optional(string),
});

export type ListParams = ReturnType<typeof ThreadListParams>;
