// The face of deeds: what sessions did, tool by tool and day by day, and how rate limits stood.

export { createWorkFold, type SessionWork, type WorkFold, type WorkFoldOptions } from "./fold.ts";
export type { DeedCell, DeedKey } from "./deed.ts";
export type { Durations } from "./durations.ts";
export type { LimitSample, LimitWindow } from "./limit.ts";
export {
  createWorkSum,
  NO_WORK,
  type Deeds,
  type GroupedWork,
  type GroupWork,
  type NamedWork,
  type ProgramWork,
  type ToolWork,
  type WorkSum,
  type WorkTotals,
} from "./group.ts";
