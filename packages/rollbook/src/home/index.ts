// Read-only eyes on a codex home: finds session files and gives their bytes.

export { readChunks, STDIN } from "./chunks.ts";
export { SourceError, type SourceProblem } from "./error.ts";
export { findRollouts, type FoundRollout, type FoundRollouts } from "./find.ts";
export { keep, readStem } from "./head.ts";
