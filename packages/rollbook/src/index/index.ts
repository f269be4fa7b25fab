// The face of the index: SQLite shards that are given what was read, and asked for it.

export { asIndexError, IndexError } from "./error.ts";
export type { Entry, IndexedFile, SessionHead } from "./entry.ts";
export { INDEX_VERSION, type Detail } from "./schema.ts";
export { isDamage, openShard, readShard, removeShard, stateOf, type ShardOptions } from "./shard.ts";
export { openViews, viewStatements } from "./views.ts";
export { createWriter, type Renamed, type ShardWriter } from "./write.ts";
export { openVocabulary } from "./vocabulary.ts";
export { createFinder, type Bounds, type Finder, type FoundPassage, type StandingRow } from "./find.ts";
