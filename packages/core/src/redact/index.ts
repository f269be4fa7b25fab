// The face of redact: what to hide in a text, and hiding it.

export { findSecrets, type SecretOptions } from "./find.ts";
export { mayHoldSecret, mayHoldToken } from "./gate.ts";
export { mayRecordHoldSecret, redactRecord, type HiddenSecret } from "./record.ts";
export { applySpans, mergeSpans, redactText, type Redaction, type SecretFinder, type SecretSpan } from "./spans.ts";
