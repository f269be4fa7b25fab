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
export { startModel, type Model, type ModelOptions } from "./model.ts";
export { runScenario, type RunOptions, type ScenarioRun, type StepRun } from "./run.ts";
export type { Scenario, Stage, Step } from "./scenario.ts";
export { SCENARIOS } from "./scenarios/index.ts";
export type { Script, ScriptItem, ScriptTurn, Wire } from "./script.ts";
export { CODE_MODE_MODEL, defaultModel, NEWEST_CODEX, PINNED_CODEX } from "./versions.ts";
export { makeWorkplace, mcpServerTable, writeConfig, type Workplace } from "./workplace.ts";
