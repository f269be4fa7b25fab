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
 * Null where names do not tell: with filters, trees, another order than that of creation, documents, of which several are
 * one session, or sessions of the two oldest eras near the page, whose ids hold no time. `files` are of one home.
 */
export function narrow(files: readonly FoundRollout[], question: Question): Narrowed | null {
  const { filters, sort, tree, limit, after } = question;
  if (filters.length > 0 || tree || sort !== "created") return null;
  const names = files.length === 0 ? null : readNames(files);
  if (names === null) return null;
  const { threads, odd, untimed } = names;
  // One more than the page says that it goes on; the cursor's own session may be among them.
  const { taken, whole } = newestOf(threads, limit + 2, after?.value ?? Number.POSITIVE_INFINITY);
  const last = taken.at(-1)?.ms ?? Number.NEGATIVE_INFINITY;
  if (whole ? untimed.length > 0 : untimed.some((time) => !(Date.parse(time) + DAY_MS < last))) return null;
  const times = new Map(taken.map(({ id, ms }) => [id, ms]));
  const strange = new Set(odd);
  return {
    paths: [
      ...files.filter(({ name }) => name !== null && times.has(name.thread_id.toLowerCase())).map(({ path }) => path),
      ...odd,
    ],
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

interface Names {
  /** The time of each thread by its id in lower case; null where that holds none. */
  readonly threads: ReadonlyMap<string, number | null>;
  readonly odd: readonly string[];
  /** Local times of the files of those whose ids hold none. */
  readonly untimed: readonly string[];
}

/** Null: there are documents, or too many files of other names. */
function readNames(files: readonly FoundRollout[]): Names | null {
  const threads = new Map<string, number | null>();
  const odd: string[] = [];
  const untimed: string[] = [];
  for (const { path, name } of files) {
    if (name === null) {
      if (odd.push(path) > ODD) return null;
      continue;
    }
    if (name.document) return null;
    const id = name.thread_id.toLowerCase();
    const ms = uuidTime(id);
    threads.set(id, ms);
    if (ms === null) untimed.push(name.local_time);
  }
  return { threads, odd, untimed };
}

interface Timed {
  readonly id: string;
  readonly ms: number;
}

/** As many of the newest as there are, up to `count`, none of them newer than `from`. `whole`: nothing is behind them. */
function newestOf(
  threads: Names["threads"],
  count: number,
  from: number,
): { readonly taken: readonly Timed[]; readonly whole: boolean } {
  const taken: Timed[] = [];
  let whole = true;
  for (const [id, ms] of threads) {
    if (ms === null || ms > from) continue;
    const last = taken[count - 1];
    if (last !== undefined) {
      whole = false;
      if (byTime(last, { id, ms }) < 0) continue;
      taken.pop();
    }
    let at = taken.length;
    for (let before = taken[at - 1]; before !== undefined && byTime(before, { id, ms }) > 0; before = taken[at - 1]) {
      at -= 1;
    }
    taken.splice(at, 0, { id, ms });
  }
  return { taken, whole };
}

/** The newest first; ids of version 7 begin with their time. */
function byTime(a: Timed, b: Timed): number {
  return b.ms - a.ms || (a.id < b.id ? 1 : -1);
}
