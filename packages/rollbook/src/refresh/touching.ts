// Which sessions changed a file, by what indexes know.

import { readShard } from "../index/index.ts";
import { findIndex, optionsOf } from "./place.ts";

/** The files in which these sessions go on. A shard that cannot be read tells of none. */
export function sessionsTouching(
  homes: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  path: string,
): readonly string[] {
  const places = homes.flatMap((home) => findIndex(home, env) ?? []);
  return places.flatMap((place) =>
    place.shards.flatMap((shard) => {
      try {
        const database = readShard(shard, optionsOf(place));
        if (database === null) return [];
        try {
          const rows = database
            .prepare("SELECT s.path FROM changed_file c JOIN session s ON s.id = c.session WHERE c.path = ?")
            .all(path);
          return rows.map((row) => String(row["path"]));
        } finally {
          database.close();
        }
      } catch {
        // Files tell the same.
        return [];
      }
    }),
  );
}
