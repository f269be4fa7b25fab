// Finds any of some byte strings in bytes, in one pass that looks at few of them (Wu and Manber's algorithm).

export interface Found {
  readonly start: number;
  readonly end: number;
}

/** Byte strings of at least two bytes each. */
export class Needles {
  readonly #needles: readonly Buffer[];
  readonly #shortest: number;
  /** By two bytes: how far on a place may be where these are the last of what a needle begins with. */
  readonly #shift: Uint8Array;
  /** By the same two bytes: the needles whose beginning ends so, the longest first. */
  readonly #ending = new Map<number, readonly Buffer[]>();
  readonly longest: number;

  constructor(texts: readonly string[]) {
    this.#needles = texts.map((text) => Buffer.from(text)).toSorted((a, b) => b.length - a.length);
    this.longest = this.#needles[0]?.length ?? 0;
    this.#shortest = Math.min(255, this.#needles.at(-1)?.length ?? 2);
    this.#shift = new Uint8Array(1 << 16).fill(this.#shortest - 1);
    for (const needle of this.#needles) {
      for (let at = 1; at < this.#shortest; at++) {
        const pair = pairAt(needle, at);
        this.#shift[pair] = Math.min(this.#shift[pair] ?? 0, this.#shortest - 1 - at);
      }
      const last = pairAt(needle, this.#shortest - 1);
      this.#ending.set(last, [...(this.#ending.get(last) ?? []), needle]);
    }
  }

  /** Where they stand, from left to right and without overlaps; of those that begin together the longest. */
  find(bytes: Buffer): readonly Found[] {
    const found: Found[] = [];
    if (this.#needles.length === 0) return found;
    const beginning = this.#shortest - 1;
    for (let at = beginning; at < bytes.length;) {
      const pair = pairAt(bytes, at);
      const shift = this.#shift[pair] ?? 0;
      if (shift > 0) {
        at += shift;
        continue;
      }
      const start = at - beginning;
      const needle = this.#ending.get(pair)?.find((one) => standsAt(one, bytes, start));
      if (needle === undefined) {
        at++;
        continue;
      }
      const end = start + needle.length;
      found.push({ start, end });
      at = end + beginning;
    }
    return found;
  }
}

function pairAt(bytes: Buffer, at: number): number {
  return ((bytes[at - 1] ?? 0) << 8) | (bytes[at] ?? 0);
}

function standsAt(needle: Buffer, bytes: Buffer, start: number): boolean {
  const end = start + needle.length;
  return end <= bytes.length && needle.compare(bytes, start, end) === 0;
}
