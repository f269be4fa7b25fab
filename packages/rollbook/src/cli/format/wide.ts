// Letters of any script, and emoji: see `width.ts`, which asks only where it must.

import stringWidth from "string-width";

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

export function widthOfAny(text: string): number {
  return stringWidth(text);
}

export function* lettersOfAny(text: string): Generator<string, void, undefined> {
  for (const { segment } of graphemes.segment(text)) yield segment;
}
