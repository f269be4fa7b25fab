// turn_context: the settings a turn ran with.

import { Schema } from "effect";
import { ARBITRARY } from "./arbitrary.ts";
import { CollaborationMode } from "./collaboration.ts";
import {
  ActivePermissionProfile,
  ApprovalPolicy,
  FileSystemSandboxPolicy,
  PermissionProfile,
  SandboxPolicy,
} from "./policy.ts";
import { open, opt, req } from "./shape.ts";

export type TurnContextPayload = typeof TurnContextPayload.Type;
/** Written once per model request up to 0.98, once per turn since (then it has `turn_id`). */
export const TurnContextPayload = open("TurnContextPayload", {
  turn_id: opt(Schema.String, "0.104"),
  root_turn_id: opt(Schema.String, "0.153"),
  direct_only_tool_namespaces: opt(Schema.Array(Schema.String), "~0.169"),
  disabled_plugin_ids: opt(Schema.Array(Schema.String), "0.156"),
  cwd: req(Schema.String, "0.36"),
  workspace_roots: opt(Schema.Array(Schema.String), "0.138..0.160"),
  current_date: opt(Schema.String, "0.110..0.160"),
  timezone: opt(Schema.String, "0.110..0.160"),
  approval_policy: req(ApprovalPolicy, "0.36"),
  approvals_reviewer: opt(Schema.String, "0.144"),
  sandbox_policy: opt(SandboxPolicy, "0.36"),
  permission_profile: opt(PermissionProfile, "0.128"),
  active_permission_profile: opt(ActivePermissionProfile, "0.153"),
  network: opt(ARBITRARY.unexplored, "~0.115"),
  file_system_sandbox_policy: opt(FileSystemSandboxPolicy, "0.128"),
  model: req(Schema.String, "0.36"),
  comp_hash: opt(Schema.String, "0.144"),
  personality: opt(Schema.String, "0.98..0.153"),
  collaboration_mode: opt(CollaborationMode, "0.93"),
  multi_agent_version: opt(Schema.String, "0.138"),
  multi_agent_mode: opt(ARBITRARY.unexplored, "~0.144"),
  realtime_active: opt(Schema.Boolean, "0.110"),
  cyber_access_program: opt(ARBITRARY.unexplored, "~0.169"),
  effort: opt(Schema.String, "0.36"),
  summary: opt(Schema.String, "0.36"),
  base_instructions: opt(Schema.String, "0.80..0.87"),
  user_instructions: opt(Schema.String, "0.80..0.128"),
  developer_instructions: opt(Schema.String, "~0.98"),
  final_output_json_schema: opt(ARBITRARY.outputSchema, "0.87..0.128"),
  truncation_policy: opt(
    open("TruncationPolicy", { mode: req(Schema.String, "0.80..0.128"), limit: req(Schema.Number, "0.80..0.128") }),
    "0.80..0.128",
  ),
});
