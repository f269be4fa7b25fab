// Which items are shown: by kind, outcome, tool, path, time and words.

import { isError } from "../source/outline.ts";
import type { Row } from "../source/contract.ts";
import type { SessionSearch } from "./search.ts";

export interface Filter {
  /** Whether an item passes, as far as its row tells. */
  readonly passes: (row: Row) => boolean;
  /** Words that have to stand in the texts of an item; empty for none. */
  readonly words: string;
  /** Anything is left out that would be shown otherwise. */
  readonly active: boolean;
}

const STATES: readonly string[] = ["completed", "failed", "declined", "interrupted", "open"];

/** `tool:`, `path:` and `is:` in the words narrow what the rest of them is looked for in. */
export function filterOf({ q = "", kinds, failed, all, from, to }: SessionSearch): Filter {
  const tests: ((row: Row) => boolean)[] = [];
  const words: string[] = [];
  for (const [word, name, value] of q.matchAll(/(?:(tool|path|is):(\S+))|"[^"]*"|\S+/g)) {
    const sought = value?.toLowerCase() ?? "";
    if (name === "tool") tests.push(({ tool }) => tool?.toLowerCase().includes(sought) === true);
    else if (name === "path") tests.push(({ paths }) => paths.some((path) => path.toLowerCase().includes(sought)));
    else if (name === "is" && STATES.includes(sought)) tests.push(({ state }) => state === sought);
    else words.push(word);
  }
  if (failed) tests.push(isError);
  if (kinds !== undefined) tests.push(({ kind }) => kinds.includes(kind));
  if (from !== undefined) tests.push(({ at }) => at !== null && at >= from);
  if (to !== undefined) tests.push(({ at }) => at !== null && at <= to);
  const active = tests.length > 0 || words.length > 0;
  const quiet = all === true || kinds?.includes("context") === true;
  return {
    passes: (row) => (quiet || !isQuiet(row)) && tests.every((test) => test(row)),
    words: words.join(" "),
    active,
  };
}

/** Told by the harness, or sealed so that nothing of it is to be seen. */
export function isQuiet({ quiet, kind, lines }: Row): boolean {
  return quiet || (kind === "reasoning" && lines === 0);
}
