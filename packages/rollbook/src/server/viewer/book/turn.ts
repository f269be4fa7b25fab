// A turn as it is answered.

import type { TurnMark } from "rollbook-api";
import type { TurnEntry } from "./layer.ts";

/** `thread_id`: whose session it is. */
export function showTurn({ head, marks, bytes }: TurnEntry, thread_id: string | null): TurnMark {
  const { error, started_at, completed_at, first_timestamp, last_timestamp } = head;
  const seconds = (time: number | null): string | null =>
    time === null || Math.abs(time) > 8.64e12 ? null : new Date(time * 1000).toISOString();
  const over = head.status !== "in_progress";
  return {
    index: head.index,
    id: head.id,
    status: head.status,
    synthetic: head.synthetic,
    withdrawn: head.withdrawn,
    inherited: thread_id !== null && head.thread_id !== null && head.thread_id !== thread_id,
    error: error?.message ?? null,
    model: head.model,
    effort: head.effort,
    cwd: head.cwd,
    started_at: first_timestamp ?? seconds(started_at),
    ended_at: over ? (last_timestamp ?? seconds(completed_at)) : null,
    duration_ms: head.duration_ms,
    ...marks,
    usage: head.usage,
    context_tokens: head.context_tokens,
    context_window: head.context_window,
    rate_limits: head.rate_limits,
    bytes,
  };
}
