// Where a session came from: session_meta.source in all its forms.

import { Schema } from "effect";
import { open, opt, req } from "./shape.ts";

export type ThreadSpawn = typeof ThreadSpawn.Type;
/** A thread that another thread started. */
export const ThreadSpawn = open("ThreadSpawn", {
  parent_thread_id: req(Schema.String, "0.93"),
  depth: req(Schema.Number, "0.93"),
  agent_path: opt(Schema.String, "0.118"),
  agent_nickname: opt(Schema.String, "0.110"),
  agent_role: opt(Schema.String, "0.110"),
});

export type SubagentSource = typeof SubagentSource.Type;
/** `review`, `compact`, `memory_consolidation`, or an object that says more. */
export const SubagentSource = Schema.Union([
  Schema.String,
  open("SubagentSourceObject", {
    thread_spawn: opt(ThreadSpawn, "0.93"),
    other: opt(Schema.String, "~0.169"),
  }),
]);

export type SessionSource = typeof SessionSource.Type;
/**
 * `cli`, `vscode`, `exec`, `mcp`, `unknown`, or an object with one of the keys below. Absent before 0.44; Codex itself
 * then assumes `vscode`.
 */
export const SessionSource = Schema.Union([
  Schema.String,
  open("SessionSourceObject", {
    subagent: opt(SubagentSource, "0.65"),
    custom: opt(Schema.String, "~0.169"),
    internal: opt(Schema.String, "~0.169"),
  }),
]);
