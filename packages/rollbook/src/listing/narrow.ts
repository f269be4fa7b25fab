// Which files decide a page, as far as names tell: so that of thousands only those of the page are looked into.

import { uuidTime } from "rollbook-core";
import type { FoundRollout } from "../home/index.ts";
import type { Listed } from "./listed.ts";
import type { Question } from "./page.ts";

/** The files behind a page. */
export interface Narrowed {
  readonly paths: readonly string[];
  /** Sessions there are in all. */
  readonly total: number;
  /** Their ids in lower case. */
  readonly ids: readonly string[];
  /** Of what was listed of these files, that which the page is made of; null when heads contradict the names. */
  readonly choose: (listed: readonly Listed[]) => readonly Listed[] | null;
}

/** A zone is no further from UTC. */
const DAY_MS = 24 * 3_600_000;
/** Files of other names, that may hold anything, and are looked into all the same. */
const ODD = 100;

/**
 * Null where names do not tell: with filters, trees, another order than that of creation, or sessions of the two oldest eras
 * near the page, whose ids hold no time.
 */
export function narrow(files: readonly FoundRollout[], question: Question): Narrowed | null {
  const { filters, sort, tree, limit, after } = question;
  if (filters.length > 0 || tree || sort !== "created") return null;
  const threads = new Map<string, { readonly ms: number | null; readonly latest: number; readonly paths: string[] }>();
  const odd: string[] = [];
  for (const { path, name } of files) {
    if (name === null) {
      odd.push(path);
      continue;
    }
    const id = name.thread_id.toLowerCase();
    const known = threads.get(id) ?? { ms: uuidTime(id), latest: Date.parse(name.local_time) + DAY_MS, paths: [] };
    known.paths.push(path);
    threads.set(id, known);
  }
  if (odd.length > ODD) return null;
  const timed = [...threads].flatMap(([id, { ms, paths }]) => (ms === null ? [] : [{ id, ms, paths }]));
  const ahead = timed.filter(({ ms }) => after === null || ms <= after.value);
  ahead.sort((a, b) => b.ms - a.ms || (a.id < b.id ? 1 : -1));
  // One more than the page says that it goes on; the cursor's own session may be among them.
  const taken = ahead.slice(0, limit + 2);
  const last = taken.at(-1)?.ms ?? Number.NEGATIVE_INFINITY;
  const whole = taken.length === ahead.length;
  const untimed = [...threads.values()].filter(({ ms }) => ms === null);
  if (whole ? untimed.length > 0 : untimed.some(({ latest }) => !(latest < last))) return null;
  const times = new Map(taken.map(({ id, ms }) => [id, ms]));
  const strange = new Set(odd);
  return {
    paths: [...taken.flatMap(({ paths }) => paths), ...odd],
    total: threads.size + odd.length,
    ids: [...threads.keys()],
    choose(listed) {
      const chosen = listed.filter(({ id, path }) => strange.has(path) || times.has(id?.toLowerCase() ?? ""));
      const told = chosen.filter(({ path }) => !strange.has(path));
      const right = chosen.every(({ id, path, created_ms }) =>
        strange.has(path) ? !threads.has(id?.toLowerCase() ?? "") : created_ms === times.get(id?.toLowerCase() ?? ""),
      );
      // What is older than the page is not all there.
      return right && told.length === taken.length
        ? chosen.filter(({ created_ms }) => whole || created_ms >= last)
        : null;
    },
  };
}
