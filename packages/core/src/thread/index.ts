// The face of thread: a thread's whole history as turns and items.

export { collectTurns, readThread, type Collection, type ReadFile } from "./collect.ts";
export type * from "./contract.ts";
export { THREAD_SCHEMA_VERSION } from "./contract.ts";
export { createThreadFold, resumeItems, resumeThreadFold, type ThreadFold, type ThreadSummary } from "./fold.ts";
export {
  beginsTurn,
  findTail,
  isMarkWanted,
  lastTurn,
  type MarkKind,
  markOf,
  type Tail,
  type TurnMark,
} from "./marks.ts";
