// The face of patch: apply_patch envelopes, their results and unified diffs as data.

export { countLines, type Patch, type PatchChange, type PatchHunk, type PatchKind } from "./change.ts";
export { countDiff, parseDiff } from "./diff.ts";
export { findPatch } from "./envelope.ts";
export { changesOfItem } from "./item.ts";
export { endsOddly, gitLines, linesWithEnds } from "./lines.ts";
export { parsePatch } from "./parse.ts";
export { parseUpdatedFiles, type UpdatedFile } from "./result.ts";
export { applyScriptedHunks } from "./scripted.ts";
export { applyEnvelopeHunks, BARE_DIALECT, FIRST_DIALECT, SORTED_DIALECT, type Dialect } from "./seek.ts";
export { formatHunks, parseUnified, type DiffLine, type NumberedHunk } from "./unified.ts";
