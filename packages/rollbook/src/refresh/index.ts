// The face of refresh: an index of a codex home, kept up to what the home holds.

export { knownFacets, type Known, type KnownFacets } from "./facts.ts";
export { knownHeads, knownNames, type KnownHeads, type KnownNames } from "./names.ts";
export { cacheOf, createIndex, directoryOf, findIndex, homeAround, optionsOf, type IndexPlace } from "./place.ts";
export { refresh, type Refreshed, type RefreshOptions } from "./refresh.ts";
export { indexStatus, type IndexStatus } from "./status.ts";
export { bringUp, openIndexViews, type BroughtUp } from "./up.ts";
export type { About } from "./about.ts";
export { removeIndex } from "./remove.ts";
export { retell } from "./retell.ts";
export { sessionsTouching } from "./touching.ts";
