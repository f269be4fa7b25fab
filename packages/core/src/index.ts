// rollbook-core: read every session file Codex CLI ever wrote, and project it to actions. Pure and synchronous.

export {
  type ActionStream,
  type ActionStreamOptions,
  applyAmendments,
  createActionStream,
  createSessionStream,
  type Include,
  projectActions,
  type ActionStreamFile,
  type FileTotals,
  type SessionFile,
  type SessionStream,
  type SessionStreamOptions,
  type Standing,
} from "./action/index.ts";
export type * from "./action/contract.ts";
export { SCHEMA_VERSION } from "./action/contract.ts";
export type { Damage, DamageKind } from "./bytes/damage.ts";
export { CutText, type Json, type JsonObject } from "./bytes/json.ts";
export type { Place } from "./bytes/place.ts";
export { allocateChunk } from "./bytes/scan.ts";
export type { CopiedItems } from "./lineage/documents.ts";
export { buildCatalogue, type Catalogue, type CataloguedThread, type Rollout } from "./lineage/catalogue.ts";
export {
  type AbandonedPart,
  type Chain,
  chainFiles,
  type ChainFile,
  chainOf,
  chainTails,
  resolveChain,
} from "./lineage/chain.ts";
export { createHeadReader, type Head, type HeadReader } from "./lineage/head.ts";
export { type Base, type Header, NO_HEADER } from "./lineage/header.ts";
export { findAlike, createPrintReader, type PrintReader } from "./lineage/print.ts";
export {
  isRolloutName,
  parseRolloutName,
  plainThreadId,
  RECORDED,
  recordedName,
  type RolloutName,
} from "./lineage/name.ts";
export { type CutSearch, createCutSearch, type FoundCut } from "./lineage/search.ts";
export { rolloutOf, type Kept, type Stem } from "./lineage/stem.ts";
export { ERAS, type Era } from "./rollout/era.ts";
export type { ReaderMemory } from "./rollout/memory.ts";
export { createReader, readRecords, type ReadOptions, type RolloutReader } from "./rollout/read.ts";
export { uuidTime } from "./lineage/uuid.ts";
export { moveReading, type Reading } from "./rollout/reading.ts";
export {
  applySpans,
  findSecrets,
  type HiddenSecret,
  mayHoldSecret,
  mayHoldToken,
  mergeSpans,
  mayRecordHoldSecret,
  redactRecord,
  redactText,
  type Redaction,
  type SecretFinder,
  type SecretOptions,
  type SecretSpan,
} from "./redact/index.ts";
