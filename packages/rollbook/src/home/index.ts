// Read-only eyes on a codex home: finds session files, tells which of them hold a thread, and gives their bytes.

export { type ChainBatch, type FileEnd, type FilePart, pushFile, readChain, unreadable } from "./chain.ts";
export { readChunks, readRest, STDIN } from "./chunks.ts";
export { findCodexHome } from "./codexhome.ts";
export { locateCut } from "./cut.ts";
export { SourceError, type SourceProblem } from "./error.ts";
export { readFacets, type ReadFacets } from "./facets.ts";
export {
  findNamed,
  findPaths,
  findRollouts,
  sessionRoots,
  type FoundFile,
  type FoundPaths,
  type FoundRollout,
  type FoundRollouts,
} from "./find.ts";
export { chainFiles as filesOf } from "rollbook-core";
export { type ChainPart, foldChain, type FoldChainOptions, partsOf } from "./fold.ts";
export { keep, readPrints, readStem } from "./head.ts";
export { defaultHome, type Library, type Looks, openCatalogue } from "./library.ts";
export { type RememberedLooks, rememberLooks } from "./looks.ts";
export { placeOf } from "./place.ts";
export { readBeginning, readEnding } from "./ends.ts";
export { readParts, type PartsFold } from "./parts.ts";
export { readRanges, visitRanges, type Range } from "./ranges.ts";
export { sessionFiles, type SessionFiles } from "./session.ts";
export { type FileTail, openTail } from "./tail.ts";
export { describeThread, findThread, type FoundThread, type ThreadCandidate } from "./thread.ts";
export * from "./history/index.ts";
export * from "./logs/index.ts";
export * from "./survey/index.ts";
export { isDirectory, sessionRooms, statRegular } from "./regular.ts";
export * from "./recording/index.ts";
export { RECORDINGS } from "./recorded.ts";
export * from "./watch/index.ts";
