// rollbook-core: read every session file Codex CLI ever wrote, and project it to actions. Pure and synchronous.

export type * from "./action/contract.ts";
export { SCHEMA_VERSION } from "./action/contract.ts";
export type { Damage, DamageKind } from "./bytes/damage.ts";
export type { Place } from "./bytes/place.ts";
export { ERAS, type Era } from "./rollout/era.ts";
export type { Reading } from "./rollout/reading.ts";
