// The pieces a message, an output or a reasoning item is made of.

import { Schema } from "effect";
import { ARBITRARY } from "../arbitrary.ts";
import { open, opt, req, unlisted } from "../shape.ts";

const InputText = open("InputText", {
  type: req(Schema.Literal("input_text"), "0.1"),
  text: req(Schema.String, "0.1"),
});

const OutputText = open("OutputText", {
  type: req(Schema.Literal("output_text"), "0.1"),
  annotations: opt(Schema.Array(ARBITRARY.annotations), "0.1"),
  logprobs: opt(Schema.Array(ARBITRARY.annotations), "~0.169"),
  text: req(Schema.String, "0.1"),
});

const InputImage = open("InputImage", {
  type: req(Schema.Literal("input_image"), "0.1"),
  image_url: opt(Schema.String, "0.1"),
  file_id: opt(Schema.String, "~0.169"),
  detail: opt(Schema.String, "0.128"),
});

const InputAudio = open("InputAudio", {
  type: req(Schema.Literal("input_audio"), "~0.169"),
});

const EncryptedContent = open("EncryptedContent", {
  type: req(Schema.Literal("encrypted_content"), "0.169"),
  encrypted_content: req(Schema.String, "0.169"),
});

export type MessageFragment = typeof MessageFragment.Type;
/** A piece of a message or of an output: text, an image, audio, or what only the model's provider can read. */
export const MessageFragment = Schema.Union([
  InputText,
  OutputText,
  InputImage,
  InputAudio,
  EncryptedContent,
  unlisted("UnlistedFragment", ["input_text", "output_text", "input_image", "input_audio", "encrypted_content"]),
]);

export type SummaryFragment = typeof SummaryFragment.Type;
/** A paragraph of the summary of a reasoning item. */
export const SummaryFragment = Schema.Union([
  open("SummaryText", { type: req(Schema.Literal("summary_text"), "0.1"), text: req(Schema.String, "0.1") }),
  unlisted("UnlistedSummary", ["summary_text"]),
]);

export type ReasoningFragment = typeof ReasoningFragment.Type;
/** A paragraph of raw reasoning; only some models send it. */
export const ReasoningFragment = Schema.Union([
  open("ReasoningText", { type: req(Schema.Literal("reasoning_text"), "0.20"), text: req(Schema.String, "0.20") }),
  open("PlainReasoningText", { type: req(Schema.Literal("text"), "~0.169"), text: req(Schema.String, "~0.169") }),
  unlisted("UnlistedReasoning", ["reasoning_text", "text"]),
]);

export type ToolOutput = typeof ToolOutput.Type;
/** What a tool gave back: text (often a header line by line, or JSON in the string), or pieces. */
export const ToolOutput = Schema.Union([Schema.String, Schema.Array(MessageFragment)]);
