// Fingerprints of a growing list: each tells all items up to it.

import type { Json } from "../bytes/json.ts";

export interface Printing {
  add(item: Json): void;
  prints(): readonly string[];
}

export function createPrinting(): Printing {
  const prints: string[] = [];
  let low = 0x811c9dc5;
  let high = 0x9747b28c;
  return {
    add(item) {
      const text = JSON.stringify(item);
      for (let at = 0; at < text.length; at++) {
        const unit = text.charCodeAt(at);
        low = Math.imul(low ^ unit, 0x01000193);
        high = Math.imul(high ^ unit ^ (high >>> 15), 0x85ebca6b);
      }
      prints.push(`${hex(high)}${hex(low)}`);
    },
    prints: () => prints,
  };
}

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, "0");
}
