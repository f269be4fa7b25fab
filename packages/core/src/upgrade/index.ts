// The face of upgrade: sessions of any era in the shape of a newer one.

export {
  createUpgrade,
  createUpgradeState,
  upgradeReadings,
  type Upgrade,
  type UpgradeOptions,
  type UpgradeState,
} from "./chain.ts";
export { encodeUpgraded } from "./encode.ts";
export { wholeBody } from "./body.ts";
export { itemOfCall } from "./call.ts";
export { readEnvironment } from "../lineage/environment.ts";
export type { Making, UpgradedLine } from "./line.ts";
export {
  createNotes,
  createNotesState,
  MADE_UP,
  UPGRADE_SCHEMA_VERSION,
  type LeftOut,
  type LeftOutReason,
  type MadeUp,
  type UpgradeReport,
} from "./notes.ts";
export type { OpenCall } from "./open.ts";
export { timeOf, turnIdOf } from "./turns.ts";
