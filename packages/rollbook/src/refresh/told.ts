// What a digest gave since it was last taken.

import type { Passage } from "rollbook-core/digest";
import { retell } from "./retell.ts";

export interface Told {
  readonly give: (passage: Passage) => void;
  /** Characters of the texts that wait. */
  readonly characters: () => number;
  /** Passages there are in all. */
  readonly count: () => number;
  /** Takes what waits, the texts with it that have to be told again from their lines in `paths`. */
  readonly take: (
    paths: readonly string[],
  ) => Promise<{ readonly passages: readonly Passage[]; readonly characters: number }>;
}

/** `from`: passages there were before. */
export function createTold(from: number): Told {
  let passages = new Map<number, Passage>();
  let characters = 0;
  let count = from;
  return {
    give(passage) {
      // Given again it is amended.
      passages.set(passage.n, passage);
      count = Math.max(count, passage.n + 1);
      characters += lengthOf(passage.texts);
    },
    characters: () => characters,
    count: () => count,
    async take(paths) {
      const waiting = [...passages.values()];
      passages = new Map();
      characters = 0;
      const whole = await Promise.all(waiting.map((passage) => retold(passage, paths)));
      return { passages: whole, characters: whole.reduce((sum, { texts }) => sum + lengthOf(texts), 0) };
    },
  };
}

async function retold(passage: Passage, paths: readonly string[]): Promise<Passage> {
  if (passage.texts !== null) return passage;
  return { ...passage, texts: await retell(passage.places, paths) };
}

function lengthOf(texts: Passage["texts"]): number {
  return texts === null ? 0 : texts.said.length + texts.command.length + texts.output.length + texts.path.length;
}
