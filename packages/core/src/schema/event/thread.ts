// Events about the thread: settings, name, goal, what was taken back, reviews.

import { Schema } from "effect";
import { CollaborationMode } from "../collaboration.ts";
import { ActivePermissionProfile, ApprovalPolicy, PermissionProfile } from "../policy.ts";
import { ReviewOutput, ReviewTarget } from "../review.ts";
import { open, opt, req } from "../shape.ts";

export type ThreadSettings = typeof ThreadSettings.Type;
export const ThreadSettings = open("ThreadSettings", {
  model: opt(Schema.String, "0.144"),
  model_provider_id: opt(Schema.String, "0.144"),
  service_tier: opt(Schema.String, "0.160"),
  approval_policy: opt(ApprovalPolicy, "0.144"),
  approvals_reviewer: opt(Schema.String, "0.144"),
  requested_approvals_reviewer: opt(Schema.String, "0.169"),
  permission_profile: opt(PermissionProfile, "0.144"),
  active_permission_profile: opt(ActivePermissionProfile, "0.160"),
  cwd: opt(Schema.String, "0.144"),
  runtime_workspace_roots: opt(Schema.Array(Schema.String), "0.156"),
  disabled_plugin_ids: opt(Schema.Array(Schema.String), "0.156"),
  reasoning_effort: opt(Schema.String, "0.144"),
  reasoning_summary: opt(Schema.String, "0.160"),
  personality: opt(Schema.String, "0.144..0.150"),
  collaboration_mode: opt(CollaborationMode, "0.144"),
});

export type ThreadSettingsApplied = typeof ThreadSettingsApplied.Type;
/** The first record that a resume appends. */
export const ThreadSettingsApplied = open("ThreadSettingsApplied", {
  type: req(Schema.Literal("thread_settings_applied"), "0.144"),
  thread_id: opt(Schema.String, "0.156"),
  thread_settings: req(ThreadSettings, "0.144"),
});

export type ThreadRolledBack = typeof ThreadRolledBack.Type;
/** The last turns no longer count. Nothing is removed from the file. */
export const ThreadRolledBack = open("ThreadRolledBack", {
  type: req(Schema.Literal("thread_rolled_back"), "0.87..0.142"),
  num_turns: req(Schema.Number, "0.87..0.142"),
});

export type ThreadNameUpdated = typeof ThreadNameUpdated.Type;
export const ThreadNameUpdated = open("ThreadNameUpdated", {
  type: req(Schema.Literal("thread_name_updated"), "0.128..0.128"),
  thread_id: req(Schema.String, "0.128..0.128"),
  thread_name: opt(Schema.String, "0.128..0.128"),
});

export type ThreadGoalUpdated = typeof ThreadGoalUpdated.Type;
/** The one event whose keys are camelCase. Times are unix seconds. */
export const ThreadGoalUpdated = open("ThreadGoalUpdated", {
  type: req(Schema.Literal("thread_goal_updated"), "0.142"),
  threadId: req(Schema.String, "0.142"),
  turnId: opt(Schema.String, "~0.169"),
  goal: opt(
    open("ThreadGoal", {
      threadId: opt(Schema.String, "0.142"),
      objective: opt(Schema.String, "0.142"),
      status: opt(Schema.String, "0.142"),
      tokenBudget: opt(Schema.Number, "~0.169"),
      tokensUsed: opt(Schema.Number, "0.142"),
      timeUsedSeconds: opt(Schema.Number, "0.142"),
      createdAt: opt(Schema.Number, "0.142"),
      updatedAt: opt(Schema.Number, "0.142"),
    }),
    "0.142",
  ),
});

export type ContextCompacted = typeof ContextCompacted.Type;
export const ContextCompacted = open("ContextCompacted", { type: req(Schema.Literal("context_compacted"), "0.65") });

export type UndoCompleted = typeof UndoCompleted.Type;
export const UndoCompleted = open("UndoCompleted", {
  type: req(Schema.Literal("undo_completed"), "~0.58"),
  success: opt(Schema.Boolean, "~0.58"),
  message: opt(Schema.String, "~0.58"),
});

export type EnteredReviewMode = typeof EnteredReviewMode.Type;
/** `prompt` is what 0.36 had in the place of `target`. */
export const EnteredReviewMode = open("EnteredReviewMode", {
  type: req(Schema.Literal("entered_review_mode"), "0.65"),
  turn_id: opt(Schema.String, "0.147"),
  item_id: opt(Schema.String, "0.147"),
  target: opt(ReviewTarget, "0.65"),
  prompt: opt(Schema.String, "~0.36"),
  user_facing_hint: opt(Schema.String, "0.65"),
});

export type ExitedReviewMode = typeof ExitedReviewMode.Type;
export const ExitedReviewMode = open("ExitedReviewMode", {
  type: req(Schema.Literal("exited_review_mode"), "0.65"),
  turn_id: opt(Schema.String, "0.147"),
  item_id: opt(Schema.String, "0.147"),
  review_output: opt(ReviewOutput, "0.65"),
});
