// What the shards of an index are, as one text: another one after each writing.

import { readShard, stateOf } from "../index/index.ts";
import { optionsOf, type IndexPlace } from "./place.ts";

/** Null where one is missing. A shard that was lost, or lost its last writing with the machine, is another one. */
export function shardStates(place: IndexPlace): string | null {
  const states: string[] = [];
  for (const path of place.shards) {
    const database = readShard(path, optionsOf(place));
    if (database === null) return null;
    try {
      states.push(stateOf(database));
    } finally {
      database.close();
    }
  }
  return states.join(" ");
}
