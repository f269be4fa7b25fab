// What the names of a home's session files say, in the words of a list.

import { parseRolloutName, plainThreadId, uuidTime } from "rollbook-core";
import type { FoundFile } from "../home/index.ts";

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
  /** Those with a time, in the order of a list, from this one on; from the first where it is null. */
  newest(count: number, from: Timed | null): readonly Timed[];
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

export function namesOf(files: readonly FoundFile[]): Names {
  const ids: (string | null)[] = [];
  const threads = new Set<string>();
  const odd: string[] = [];
  let unsure = false;
  let untimed: number | null = null;
  for (const { path, name } of files) {
    // Of thousands of names nothing is made that nobody asks for.
    const plain = plainThreadId(name);
    const parsed = plain === null ? parseRolloutName(name) : null;
    const id = (plain ?? parsed?.thread_id ?? null)?.toLowerCase() ?? null;
    ids.push(id);
    if (id === null) {
      odd.push(path);
      continue;
    }
    unsure ||= parsed?.document === true;
    threads.add(id);
    if (isTimed(id)) continue;
    const local = Date.parse((parsed ?? parseRolloutName(name))?.local_time ?? "");
    untimed = Math.max(untimed ?? Number.NEGATIVE_INFINITY, local);
  }
  return {
    threads: threads.size,
    odd,
    unsure,
    untimed,
    newest: (count, from) => newestOf([...threads], count, from),
    has: (id) => threads.has(id),
    pathsOf: (wanted) => files.filter((_, at) => wanted.has(ids[at] ?? "")).map(({ path }) => path),
    beginningWith: () => threads,
  };
}

/** Where a uuid has its version. */
const VERSION = 14;

/** Whether an id of a name holds the time: `uuidTime` is not null. */
function isTimed(id: string): boolean {
  return id[VERSION] === "7";
}

/** Their order is that of their times, and of those of one time that of lists. */
function newestOf(ids: readonly string[], count: number, from: Timed | null): readonly Timed[] {
  const newest: string[] = [];
  // Mostly the newest are found last.
  for (const id of ids.toReversed()) {
    if (!isTimed(id) || (newest.length === count && id <= (newest.at(-1) ?? ""))) continue;
    if (from !== null && isBefore(id, from)) continue;
    let at = newest.length;
    while (at > 0 && id > (newest[at - 1] ?? "")) at -= 1;
    newest.splice(at, 0, id);
    if (newest.length > count) newest.pop();
  }
  return newest.map((id) => ({ id, ms: timeOf(id) }));
}

function isBefore(id: string, from: Timed): boolean {
  const ms = timeOf(id);
  return ms > from.ms || (ms === from.ms && id > from.id);
}

function timeOf(id: string): number {
  return uuidTime(id) ?? Number.NaN;
}
