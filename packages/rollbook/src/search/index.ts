// The face of search: hits of a query in the indexes of codex homes.

export { search, type Hit, type Place, type SearchOptions } from "./search.ts";
export type { FoundSession } from "./shards.ts";
export { createShowing, describeShown, type Shown } from "./showing.ts";
