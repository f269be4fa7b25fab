// Taking turns back: `thread_rolled_back` says how many, counted by their prompts from the end.

import type { Held } from "./held.ts";
import { beginsTurn, isSurroundings } from "./prompt.ts";

/** The number of the first item that goes. What stands before the first prompt of all stays. */
export function rollbackCut(items: readonly Held[], turns: number): number {
  const prompts = items.flatMap(({ item }, at) => (beginsTurn(item) ? [at] : []));
  const first = prompts[0];
  if (turns === 0 || first === undefined) return items.length;
  let cut = prompts[Math.max(0, prompts.length - turns)] ?? first;
  while (cut > first && isSurroundings(items[cut - 1]?.item ?? {})) cut--;
  return cut;
}
