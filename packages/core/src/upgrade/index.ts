// The face of upgrade: sessions of any era in the shape of a newer one.

export { createUpgrade, upgradeReadings, type Upgrade, type UpgradeOptions } from "./chain.ts";
export { encodeUpgraded } from "./encode.ts";
export type { Making, UpgradedLine } from "./line.ts";
export {
  MADE_UP,
  UPGRADE_SCHEMA_VERSION,
  type LeftOut,
  type LeftOutReason,
  type MadeUp,
  type UpgradeReport,
} from "./notes.ts";
