// The face of protocol: the thread model in the words of Codex's own app-server.

export { threadItem } from "./item.ts";
export { createOpeningReader, passesOpening, type Opening, type OpeningReader } from "./opening.ts";
export { areSettled, NO_SETTINGS, overlaySettings, passesSettings, stepSettings, type Settings } from "./settings.ts";
export { isOfKind, isSpawned, SOURCE_KINDS, type SourceKind } from "./source.ts";
export {
  createdMs,
  headerIn,
  listedThread,
  nameOf,
  originOf,
  threadObject,
  type ThreadFacts,
  type ThreadObject,
  type ThreadOrigin,
} from "./thread.ts";
export { codexTurns, fullTurn, turnHead, type TurnWords } from "./turn.ts";
