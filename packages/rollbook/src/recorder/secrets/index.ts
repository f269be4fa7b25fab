// The face of secrets: values that passed by and must not be written.

export { isSecretVariable } from "./header.ts";
export { HIDDEN, Secrets, type HiddenText } from "./secrets.ts";
export { SecretFilter } from "./stream.ts";
