// Whether anything may have written a file between two moments, and what.

import type { Reason, ReasonKind } from "./contract.ts";
import { refOf } from "./history.ts";
import type { PlacedItem } from "./positions.ts";
import type { Writer } from "./writers.ts";

/** What a person may decide to trust: that it left the files alone which patches changed. */
const TRUSTED: ReadonlySet<ReasonKind> = new Set(["command", "tool", "agent"]);

export interface Doubts {
  /** Both moments included; `except` is an item that does not count. */
  between(path: string, since: number, until: number, except: PlacedItem | null): readonly Reason[];
}

export interface DoubtOptions {
  /** Turns after this one are still to come. */
  readonly until: number;
  readonly trust: boolean;
}

export function createDoubts(writers: readonly Writer[], { until, trust }: DoubtOptions): Doubts {
  const counted = writers.filter(({ kind, placed }) => placed.turn.index <= until && !(trust && TRUSTED.has(kind)));
  const anywhere = counted.filter(({ paths }) => paths === null).toSorted((a, b) => a.start - b.start);
  const somewhere = counted.filter(({ paths }) => paths !== null);
  /** The latest end of all that started so far. */
  const latest: number[] = [];
  for (const { end } of anywhere) latest.push(Math.max(latest.at(-1) ?? -1, end));

  return {
    between(path, since, to, except) {
      const met = (one: Writer): boolean => one.start <= to && one.end >= since && one.placed !== except;
      const here = somewhere.filter((one) => met(one) && (one.paths ?? []).some((named) => isSame(named, path)));
      const before = startedBy(anywhere, to);
      const found = before > 0 && (latest[before - 1] ?? -1) >= since ? anywhere.filter(met) : [];
      return gather([...here, ...found]);
    },
  };
}

/** A path that is not absolute, of a file whose folder is not known, may be any that ends with it. */
function isSame(named: string, path: string): boolean {
  return named === path || path.endsWith(`/${named}`);
}

function startedBy(sorted: readonly Writer[], moment: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.start ?? 0) <= moment) low = middle + 1;
    else high = middle;
  }
  return low;
}

function gather(writers: readonly Writer[]): readonly Reason[] {
  const reasons = new Map<ReasonKind, Reason>();
  for (const { kind, placed, text } of writers) {
    const known = reasons.get(kind);
    reasons.set(kind, known ? { ...known, count: known.count + 1 } : { kind, item: refOf(placed), count: 1, text });
  }
  return [...reasons.values()];
}

/** Of each kind once. */
export function mergeReasons(reasons: readonly Reason[]): readonly Reason[] {
  const merged = new Map<ReasonKind, Reason>();
  for (const reason of reasons) {
    const known = merged.get(reason.kind);
    const again = known?.item?.item_id === reason.item?.item_id;
    const count =
      known === undefined ? reason.count : again ? Math.max(known.count, reason.count) : known.count + reason.count;
    merged.set(reason.kind, { ...(known ?? reason), count });
  }
  return [...merged.values()];
}
