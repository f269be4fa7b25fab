// A seeded source of numbers: the same seed gives the same bytes on every machine.

export interface Random {
  /** In [0, 1). */
  next(): number;
  /** A whole number in [from, to]. */
  int(from: number, to: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** Lower-case hexadecimal digits. */
  hex(digits: number): string;
  /** Log-normal: half of the values are below `median`, and `spread` is the deviation of their logarithm. */
  skewed(median: number, spread: number): number;
}

/** Mixes a name into a seed, so that each file has numbers of its own whichever files are made. */
export function seedOf(seed: number, name: string): number {
  let hash = seed | 0;
  for (let at = 0; at < name.length; at++) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193);
  return hash;
}

export function createRandom(seed: number): Random {
  let a = seed | 0;
  let b = 0x9e3779b9 | 0;
  let c = 0x243f6a88 | 0;
  let d = 1;

  // sfc32: small, fast, and made of 32-bit steps only.
  function bits(): number {
    const sum = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return sum >>> 0;
  }
  for (let round = 0; round < 12; round++) bits();

  const next = (): number => bits() / 0x100000000;
  const int = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));

  return {
    next,
    int,
    chance: (probability) => next() < probability,
    pick(list) {
      const value = list[Math.floor(next() * list.length)];
      if (value === undefined) throw new Error("nothing to pick from");
      return value;
    },
    hex(digits) {
      let text = "";
      while (text.length < digits) text += bits().toString(16).padStart(8, "0");
      return text.slice(0, digits);
    },
    skewed(median, spread) {
      const normal = Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
      return median * Math.exp(spread * normal);
    },
  };
}
