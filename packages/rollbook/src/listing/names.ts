// What the names of a home's session files say, in the words of a list.

import { uuidTime } from "rollbook-core";
import type { FoundRollout } from "../home/index.ts";

/** Ids are those of threads, in lower case. */
export interface Names {
  /** How many threads they name. */
  readonly threads: number;
  /** Files of other names, that may hold anything. */
  readonly odd: readonly string[];
  /** There may be fewer sessions: several documents may be one, and a head may belie its name. */
  readonly unsure: boolean;
  /** The latest local time of threads whose ids hold none; null without such, and NaN where one tells no time at all. */
  readonly untimed: number | null;
  /** Those with a time, the newest first, none newer than `from`. */
  newest(count: number, from: number): readonly Timed[];
  has(id: string): boolean;
  pathsOf(ids: ReadonlySet<string>): readonly string[];
  /** Ids that begin with one of these, and perhaps others. */
  beginningWith(beginnings: ReadonlySet<string>): Iterable<string>;
}

export interface Timed {
  readonly id: string;
  /** Unix milliseconds. */
  readonly ms: number;
}

export function namesOf(files: readonly FoundRollout[]): Names {
  const threads = new Map<string, number | null>();
  const odd: string[] = [];
  let unsure = false;
  let untimed: number | null = null;
  for (const { path, name } of files) {
    if (name === null) {
      odd.push(path);
      continue;
    }
    unsure ||= name.document;
    const id = name.thread_id.toLowerCase();
    const ms = uuidTime(id);
    threads.set(id, ms);
    if (ms === null) untimed = Math.max(untimed ?? Number.NEGATIVE_INFINITY, Date.parse(name.local_time));
  }
  return {
    threads: threads.size,
    odd,
    unsure,
    untimed,
    newest: (count, from) => newestOf(threads, count, from),
    has: (id) => threads.has(id),
    pathsOf: (ids) =>
      files.filter(({ name }) => name !== null && ids.has(name.thread_id.toLowerCase())).map(({ path }) => path),
    beginningWith: () => threads.keys(),
  };
}

function newestOf(threads: ReadonlyMap<string, number | null>, count: number, from: number): readonly Timed[] {
  const newest: Timed[] = [];
  for (const [id, ms] of threads) {
    if (ms === null || ms > from) continue;
    const last = newest[count - 1];
    if (last !== undefined) {
      if (byTime(last, { id, ms }) < 0) continue;
      newest.pop();
    }
    let at = newest.length;
    for (let before = newest[at - 1]; before !== undefined && byTime(before, { id, ms }) > 0; before = newest[at - 1]) {
      at -= 1;
    }
    newest.splice(at, 0, { id, ms });
  }
  return newest;
}

function byTime(a: Timed, b: Timed): number {
  return b.ms - a.ms || (a.id < b.id ? 1 : -1);
}
