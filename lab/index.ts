// The lab's face: what tests, scripts and journeys use of it.

export {
  AppServer,
  AppServerError,
  listThreadsWithCodex,
  readThreadWithCodex,
  type CodexThread,
  type CodexTurn,
} from "./appserver.ts";
export type { RequestNote } from "./answer.ts";
export { cacheDirectory, CodexUnavailable, fetchCodex, type Codex } from "./codex.ts";
export { startFront, type Front } from "./front.ts";
export { startModel, type Model, type ModelOptions } from "./model.ts";
export { runCodex, runScenario, type CodexOptions, type RunOptions, type ScenarioRun, type StepRun } from "./run.ts";
export { threadReadings, type ThreadReading } from "./readings.ts";
export { resumeThread, type Resumed, type ResumeOptions } from "./resume.ts";
export type { Scenario, Stage, Step } from "./scenario.ts";
export { SCENARIOS } from "./scenarios/index.ts";
export { startStage, type StageOptions, type StartedStage } from "./stage.ts";
export type { Script, ScriptItem, ScriptTurn, Wire } from "./script.ts";
export { CODE_MODE_MODEL, defaultModel, isAtLeast, NEWEST_CODEX, PINNED_CODEX } from "./versions.ts";
export { makeWorkplace, mcpServerTable, writeConfig, type Workplace } from "./workplace.ts";
export { GIANT_THREAD_ID, giantFile, type GiantFile, type GiantOptions } from "./damage/giant.ts";
export { caseName, damageCases, writeDamage } from "./damage/write.ts";
export { readCatalogue, writeCatalogue, type SpecimenEntry } from "./specimen/catalogue.ts";
export { importCorpus } from "./specimen/import.ts";
export { makeSpecimen } from "./specimen/make.ts";
export { makeReverts } from "./specimen/reverts.ts";
export { comparable, fingerprint, readResumed, type ResumedEntry, writeResumed } from "./specimen/resumed.ts";
export { listScenarios, sessionBytes, SPECIMENS } from "./specimen/session-files.ts";
