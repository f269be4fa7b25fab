// session_meta: the first record of every enveloped session file.

import { Schema } from "effect";
import { ARBITRARY } from "./arbitrary.ts";
import { GitInfo } from "./header.ts";
import { open, opt, req } from "./shape.ts";
import { SessionSource } from "./source.ts";
import { DynamicTool } from "./tools.ts";

export type BaseInstructions = typeof BaseInstructions.Type;
export const BaseInstructions = open("BaseInstructions", {
  text: opt(Schema.String, "0.93"),
  provenance: opt(
    open("InstructionsProvenance", {
      type: req(Schema.String, "0.148"),
      model: opt(Schema.String, "~0.169"),
    }),
    "0.148",
  ),
});

export type HistoryBase = typeof HistoryBase.Type;
/**
 * The file whose beginning this one continues: `thread_id` is that file's rollout id (the last uuid of its name), and
 * what counts is all before `end_ordinal_exclusive`, or before `end_byte_offset` of the uncompressed file.
 */
export const HistoryBase = open("HistoryBase", {
  thread_id: req(Schema.String, "0.148"),
  end_ordinal_exclusive: req(Schema.Number, "0.148"),
  end_byte_offset: opt(Schema.Number, "0.148"),
});

export type SessionMetaPayload = typeof SessionMetaPayload.Type;
/**
 * `id` is the thread; `session_id` is the root of its tree and never an identity. `cli_version` is the version that
 * created the file: a newer one that resumes it changes nothing here.
 */
export const SessionMetaPayload = open("SessionMetaPayload", {
  account_scoped: opt(Schema.Boolean, "0.169"),
  creator_user_id: opt(Schema.String, "0.169"),
  creator_account_id: opt(Schema.String, "0.169"),
  session_id: opt(Schema.String, "0.142"),
  id: req(Schema.String, "0.34"),
  forked_from_id: opt(Schema.String, "0.104"),
  forked_from_ordinal_exclusive: opt(Schema.Number, "0.153"),
  parent_thread_id: opt(Schema.String, "0.138"),
  attached_thread: opt(ARBITRARY.unexplored, "~0.169"),
  timestamp: req(Schema.String, "0.34"),
  cwd: req(Schema.String, "0.34"),
  runtime_workspace_roots: opt(Schema.Array(Schema.String), "0.156"),
  originator: req(Schema.String, "0.34"),
  cli_version: req(Schema.String, "0.34"),
  instructions: opt(Schema.String, "0.34..0.87"),
  source: opt(SessionSource, "0.44"),
  thread_source: opt(Schema.String, "0.133"),
  agent_nickname: opt(Schema.String, "0.110"),
  agent_role: opt(Schema.String, "0.110"),
  agent_type: opt(Schema.String, "~0.115"),
  agent_path: opt(Schema.String, "0.169"),
  model_provider: opt(Schema.String, "0.58"),
  base_instructions: opt(BaseInstructions, "0.93"),
  dynamic_tools: opt(Schema.Array(DynamicTool), "0.104"),
  selected_capability_roots: opt(ARBITRARY.unexplored, "~0.144"),
  memory_mode: opt(Schema.String, "~0.115"),
  history_mode: opt(Schema.String, "0.144"),
  history_base: opt(HistoryBase, "0.148"),
  subagent_history_start_ordinal: opt(Schema.Number, "0.153"),
  multi_agent_version: opt(Schema.String, "0.138"),
  context_window: opt(open("ContextWindow", { window_id: req(Schema.String, "0.144") }), "0.144"),
  git: opt(GitInfo, "0.34"),
});
