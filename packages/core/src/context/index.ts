// The face of context: what a resume would load into the model.

export type * from "./contract.ts";
export { createContextFold, type ContextFold } from "./fold.ts";
export { isContextRecord } from "./needed.ts";
