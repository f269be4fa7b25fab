// Recordings of sessions: where they lie and what they tell.

export { findRecording, isRecording, type Recorded } from "./find.ts";
export { readManifest, type RecordedFile, type RecordedManifest, type RecordedRun } from "./manifest.ts";
export { readRecording, type Recording, type RecordingWish } from "./read.ts";
