// The face of replay: what became of the files a thread changed, as far as its records tell.

export {
  REPLAY_SCHEMA_VERSION,
  type ChangeKind,
  type DiffKind,
  type FileCondition,
  type FileDiff,
  type FileState,
  type ItemRef,
  type Reason,
  type ReasonKind,
  type RecordedChange,
  type TouchedFile,
} from "./contract.ts";
export { collectChanges } from "./collect.ts";
export { fileDiffs } from "./diffs.ts";
export { formatGitDiff, type NamedDiff } from "./gitpatch.ts";
export { isOwn, pathsOf, readHistory, type History, type HistoryOptions, type Root } from "./history.ts";
export { pathBelow, plainPath } from "./path.ts";
export { EVERYTHING, replay, type Replay, type ReplayOptions } from "./replay.ts";
export { fileStates } from "./states.ts";
export { changeBody, patchOf, shownPath } from "./text.ts";
export { touchedFiles } from "./touched.ts";
export type { BaseFile } from "./track.ts";
