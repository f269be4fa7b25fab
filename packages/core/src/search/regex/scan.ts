// Runs a regular expression over a text.

import type { RegexNode } from "../contract.ts";

export interface RegexScanner {
  test(text: string): boolean;
  /** Tells where it matches something, in order; true from `visit` ends it. */
  each(text: string, visit: (start: number, end: number) => boolean): void;
}

export function createRegexScanner({ source, flags }: Pick<RegexNode, "source" | "flags">): RegexScanner {
  const one = new RegExp(source, `m${flags}`);
  const every = new RegExp(source, `gm${flags}`);
  return {
    test: (text) => one.test(text),
    each(text, visit) {
      for (const { index, 0: found } of text.matchAll(every)) {
        if (found !== "" && visit(index, index + found.length)) return;
      }
    },
  };
}
