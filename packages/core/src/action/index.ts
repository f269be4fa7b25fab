// The face of action: the published projection and its contract.

export { actionContracts, ACTION_V1 } from "./contracts.ts";
export type { Include } from "./build.ts";
export * from "./contract.ts";
export { applyAmendments, projectActions } from "./project.ts";
export {
  createSessionStream,
  type FileTotals,
  type SessionFile,
  type SessionStream,
  type SessionStreamOptions,
} from "./session.ts";
export {
  createActionStream,
  type ActionStream,
  type ActionStreamFile,
  type ActionStreamOptions,
  type Standing,
} from "./stream.ts";
