// The face of the recorder: runs Codex and keeps everything of the session in one directory.

export type { Recorded, RecordOptions } from "./run/options.ts";
export { record } from "./run/record.ts";
export { attach, type AttachOptions } from "./attach/attach.ts";
export { prospectOf, type Prospect } from "./attach/prospect.ts";
export { findRunning, readProcess, type RunningCodex } from "./attach/running.ts";
