// What a terminal makes of a text: its letters, and the columns they take.

import { createRequire } from "node:module";

const WIDE = import.meta.url.endsWith(".ts") ? "./wide.ts" : "./wide.js";
/** Letters of one character and one column each, whatever stands beside them: Latin, Greek, Cyrillic, and punctuation. */
const NARROW = /^[ -~\u{a1}-\u{ac}\u{ae}-\u{24f}\u{391}-\u{3a1}\u{3a3}-\u{482}\u{48a}-\u{52f}\u{2010}-\u{2027}]*$/u;

/** Loaded for other texts only: it takes as long to load as the program does. */
let wide: typeof import("./wide.ts") | null = null;

/** Whether each of its characters is a letter of its own, one column wide. */
export function isNarrow(text: string): boolean {
  return NARROW.test(text);
}

export function widthOf(text: string): number {
  return NARROW.test(text) ? text.length : loadWide().widthOfAny(text);
}

/** The text in what a reader takes for its letters. */
export function lettersOf(text: string): Iterable<string> {
  return NARROW.test(text) ? text : loadWide().lettersOfAny(text);
}

function loadWide(): typeof import("./wide.ts") {
  wide ??= createRequire(import.meta.url)(WIDE) as typeof import("./wide.ts");
  return wide;
}
