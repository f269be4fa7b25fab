// The face of protocol: the thread model in the words of Codex's own app-server.

export { threadItem } from "./item.ts";
export { createOpeningReader, passesOpening, type Opening, type OpeningReader } from "./opening.ts";
export { NO_SETTINGS, overlaySettings, passesSettings, stepSettings, type Settings } from "./settings.ts";
export { isOfKind, isSpawned, SOURCE_KINDS, type SourceKind } from "./source.ts";
export {
  createdMs,
  headerIn,
  listedThread,
  nameOf,
  threadObject,
  type ThreadFacts,
  type ThreadObject,
} from "./thread.ts";
export { codexTurns, fullTurn, turnHead, type TurnWords } from "./turn.ts";
