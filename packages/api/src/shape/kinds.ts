// What kinds of session there are, as plain data.

export const SESSION_KINDS = ["interactive", "exec", "subagent", "review", "other"] as const;
