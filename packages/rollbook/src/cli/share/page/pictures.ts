// Pictures inside the file, as long as there is room for them.

import { pictureOf, picturesIn, sizeOf } from "rollbook-core/view";
import type { Item } from "rollbook-core/thread";
import { markup, type Html } from "./html.ts";
import type { Limits } from "./limits.ts";

export interface Pictures {
  readonly of: (item: Item) => readonly Html[];
  /** How many were left out. */
  readonly left: () => number;
}

export function createPictures({ picture: most, pictures: room }: Limits, wanted: boolean): Pictures {
  let used = 0;
  let left = 0;
  function show(text: string): Html {
    const picture = wanted ? pictureOf(text) : null;
    const size = picture?.base64.length ?? 0;
    if (picture === null || size > most || used + size > room) {
      left += 1;
      const why = wanted ? (picture === null ? "its bytes are none" : "too large for this file") : "none were wanted";
      return markup`<p class="left">a picture of ${sizeOf((text.length * 3) >> 2)} left out: ${why}</p>`;
    }
    used += size;
    const source = `data:${picture.type};base64,${picture.base64}`;
    return markup`<img class="picture" src="${source}" alt="A picture of the session" loading="lazy">`;
  }
  return { of: (item) => picturesIn(item).map(show), left: () => left };
}
