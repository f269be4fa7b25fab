// Response items that concern the model's context rather than the work: compaction, snapshots, tool lists, settings.

import { Schema } from "effect";
import { ARBITRARY } from "../arbitrary.ts";
import { open, opt, req } from "../shape.ts";
import { OfferedTool } from "../tools.ts";
import { itemFields } from "./base.ts";

export type GhostSnapshot = typeof GhostSnapshot.Type;
export const GhostSnapshot = open("GhostSnapshot", {
  type: req(Schema.Literal("ghost_snapshot"), "0.58..0.73"),
  ...itemFields,
  ghost_commit: req(
    open("GhostCommit", {
      id: req(Schema.String, "0.58..0.65"),
      parent: opt(Schema.String, "0.58..0.65"),
      preexisting_untracked_files: opt(Schema.Array(Schema.String), "0.58..0.65"),
      preexisting_untracked_dirs: opt(Schema.Array(Schema.String), "0.58..0.65"),
    }),
    "0.58..0.65",
  ),
});

export type Compaction = typeof Compaction.Type;
/** What the provider kept of a compacted context. */
export const Compaction = open("Compaction", {
  type: req(Schema.Literal("compaction"), "0.169"),
  ...itemFields,
  encrypted_content: opt(Schema.String, "0.169"),
});

export type CompactionSummary = typeof CompactionSummary.Type;
/** The same under its older name. */
export const CompactionSummary = open("CompactionSummary", {
  type: req(Schema.Literal("compaction_summary"), "~0.77"),
  ...itemFields,
  encrypted_content: opt(Schema.String, "~0.77"),
});

export type ContextCompactionItem = typeof ContextCompactionItem.Type;
export const ContextCompactionItem = open("ContextCompactionItem", {
  type: req(Schema.Literal("context_compaction"), "~0.130"),
  ...itemFields,
  encrypted_content: opt(Schema.String, "~0.130"),
});

export type CompactionTrigger = typeof CompactionTrigger.Type;
export const CompactionTrigger = open("CompactionTrigger", {
  type: req(Schema.Literal("compaction_trigger"), "~0.144"),
  ...itemFields,
});

export type AdditionalTools = typeof AdditionalTools.Type;
/** The tools of code mode, schemas and all. */
export const AdditionalTools = open("AdditionalTools", {
  type: req(Schema.Literal("additional_tools"), "0.169"),
  ...itemFields,
  role: opt(Schema.String, "0.169"),
  tools: req(Schema.Array(OfferedTool), "0.169"),
});

export type ConfigurationUpdate = typeof ConfigurationUpdate.Type;
export const ConfigurationUpdate = open("ConfigurationUpdate", {
  type: req(Schema.Literal("configuration_update"), "~0.169"),
  ...itemFields,
  reasoning: opt(ARBITRARY.unexplored, "~0.169"),
});

export type OtherItem = typeof OtherItem.Type;
export const OtherItem = open("OtherItem", { type: req(Schema.Literal("other"), "~0.169"), ...itemFields });
