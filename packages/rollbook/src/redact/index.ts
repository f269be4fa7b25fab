// The face of redact: records without their secrets.

export { createRedactor, type Redacted, type Redactor } from "./redactor.ts";
export { loadSecretlint } from "./secretlint.ts";
