// The face of patch: apply_patch envelopes, their results and unified diffs as data.

export { countLines, type Patch, type PatchChange, type PatchHunk, type PatchKind } from "./change.ts";
export { countDiff, parseDiff } from "./diff.ts";
export { findPatch } from "./envelope.ts";
export { changesOfItem } from "./item.ts";
export { parsePatch } from "./parse.ts";
export { parseUpdatedFiles, type UpdatedFile } from "./result.ts";
