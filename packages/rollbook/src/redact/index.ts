// The face of redact: records, and values of any shape, without their secrets.

export { createDeepRedactor, type DeepRedactor } from "./deep.ts";
export { createRedactor, type Redacted, type Redactor } from "./redactor.ts";
export { loadSecretlint } from "./secretlint.ts";
