// What a list may be ordered by, and the kinds of sessions it tells apart.

export const LIST_SORTS = ["created", "updated", "size", "cost"] as const;
export const LIST_KINDS = ["interactive", "exec", "subagent", "review", "other"] as const;

export type SortKey = (typeof LIST_SORTS)[number];
export type Kind = (typeof LIST_KINDS)[number];
