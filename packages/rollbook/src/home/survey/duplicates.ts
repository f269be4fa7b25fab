// Rollouts that lie in a home more than once: live and archived, plain and compressed.

import { basename } from "node:path";
import { parseRolloutName } from "rollbook-core";
import type { Duplicate } from "./contract.ts";
import type { Located } from "./walk.ts";

/** By the ids in their names. The copy that counts, for Codex and for Rollbook, stands first. */
export function findDuplicates(rollouts: readonly Located[]): readonly Duplicate[] {
  const groups = Map.groupBy(rollouts, ({ path }) => parseRolloutName(basename(path))?.rollout_id.toLowerCase() ?? "");
  groups.delete("");
  return [...groups].flatMap(([rollout_id, group]) => {
    if (group.length < 2) return [];
    const ranked = group.toSorted((a, b) => rank(a) - rank(b) || b.bytes - a.bytes);
    const bytes = ranked.slice(1).reduce((sum, copy) => sum + copy.bytes, 0);
    return [{ rollout_id, paths: ranked.map(({ path }) => path), bytes }];
  });
}

function rank({ path }: Located): number {
  return (path.includes("archived_sessions") ? 2 : 0) + (path.endsWith(".zst") ? 1 : 0);
}
