// What changed between two texts, by lines: runs of lines that stayed, went and came.

import { diffArrays } from "diff";

export interface ChangedRun {
  /** Lines that stayed, before those that went and came. */
  readonly kept: number;
  readonly gone: number;
  readonly come: readonly string[];
}

/** Beyond so many changed lines, those between the first and the last one count as replaced: the search would not end. */
const MOST = 4000;

/** The runs, in order, of both texts to their ends. */
export function changedRuns(before: readonly string[], after: readonly string[]): readonly ChangedRun[] {
  const short = Math.min(before.length, after.length);
  let head = 0;
  while (head < short && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < short - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
  const olds = before.slice(head, before.length - tail);
  const news = after.slice(head, after.length - tail);
  const found = olds.length === 0 || news.length === 0 ? null : diffArrays(olds, news, { maxEditLength: MOST });
  const parts = found ?? [
    { removed: true, added: false, value: olds },
    { removed: false, added: true, value: news },
  ];
  const runs: { kept: number; gone: number; come: string[] }[] = [{ kept: head, gone: 0, come: [] }];
  for (const { removed, added, value } of parts) {
    const last = runs.at(-1);
    if (last === undefined || (!removed && !added)) runs.push({ kept: value.length, gone: 0, come: [] });
    else if (removed) last.gone += value.length;
    else last.come = [...last.come, ...value];
  }
  return [...runs, { kept: tail, gone: 0, come: [] }];
}
