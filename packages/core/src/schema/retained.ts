// retained_context: an answer of the user that outlives compaction.

import { Schema } from "effect";
import { KNOWN_RETAINED } from "../rollout/known.ts";
import { open, opt, req, unlisted } from "./shape.ts";

export type RetainedQuestion = typeof RetainedQuestion.Type;
export const RetainedQuestion = open("RetainedQuestion", {
  question: req(Schema.String, "0.160"),
  answer: opt(Schema.String, "0.160"),
});

export type RetainedContextPayload = typeof RetainedContextPayload.Type;
export const RetainedContextPayload = Schema.Union([
  open("VerifiedAnswer", {
    type: req(Schema.Literal("verified_answer"), "0.160"),
    turn_id: req(Schema.String, "0.160"),
    call_id: req(Schema.String, "0.160"),
    questions: req(Schema.Array(RetainedQuestion), "0.160"),
    acceptance_order: opt(Schema.Number, "0.160"),
  }),
  unlisted("UnlistedRetained", KNOWN_RETAINED),
]);
