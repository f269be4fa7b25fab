// What a review looks at, and what it found.

import { Schema } from "effect";
import { open, opt, req, unlisted } from "./shape.ts";

export type ReviewTarget = typeof ReviewTarget.Type;
export const ReviewTarget = Schema.Union([
  open("UncommittedChanges", { type: req(Schema.Literal("uncommittedChanges"), "0.65") }),
  open("BaseBranch", {
    type: req(Schema.Literal("baseBranch"), "~Codex's source"),
    branch: opt(Schema.String, "~Codex's source"),
  }),
  open("CommitTarget", {
    type: req(Schema.Literal("commit"), "~Codex's source"),
    sha: opt(Schema.String, "~Codex's source"),
    title: opt(Schema.String, "~Codex's source"),
  }),
  open("CustomTarget", {
    type: req(Schema.Literal("custom"), "0.87..0.142"),
    instructions: opt(Schema.String, "0.87..0.142"),
  }),
  unlisted("UnlistedTarget", ["uncommittedChanges", "baseBranch", "commit", "custom"]),
]);

const Finding = open("Finding", {
  title: req(Schema.String, "0.65"),
  body: req(Schema.String, "0.65"),
  confidence_score: opt(Schema.Number, "0.65"),
  priority: opt(Schema.Number, "0.65"),
  code_location: opt(
    open("CodeLocation", {
      absolute_file_path: req(Schema.String, "0.65"),
      line_range: opt(
        open("LineRange", { start: req(Schema.Number, "0.65"), end: req(Schema.Number, "0.65") }),
        "0.65",
      ),
    }),
    "0.65",
  ),
});

export type ReviewOutput = typeof ReviewOutput.Type;
/** An object in every file seen; the oldest event list speaks of text. */
export const ReviewOutput = Schema.Union([
  Schema.String,
  open("ReviewFindings", {
    findings: opt(Schema.Array(Finding), "0.65"),
    overall_correctness: opt(Schema.String, "0.65"),
    overall_explanation: opt(Schema.String, "0.65"),
    overall_confidence_score: opt(Schema.Number, "0.65"),
  }),
]);
