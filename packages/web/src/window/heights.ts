// Heights of many lines, each of which may change: a change, a place and a search cost the logarithm of their number.

export interface Heights {
  readonly count: number;
  readonly of: (index: number) => number;
  /** Answers how much more or less it is than before. */
  readonly set: (index: number, height: number) => number;
  /** Where a line begins; of `count`, where the last one ends. */
  readonly top: (index: number) => number;
  /** The line that stands at this height; the last one below all, the first one above. */
  readonly at: (height: number) => number;
}

/** A Fenwick tree: `sums[i]` holds the heights of as many lines before `i` as its lowest bit says. */
export function createHeights(count: number, heightOf: (index: number) => number): Heights {
  const heights = new Float64Array(count);
  const sums = new Float64Array(count + 1);
  for (let index = 0; index < count; index++) {
    const height = heightOf(index);
    heights[index] = height;
    const at = index + 1;
    sums[at] = (sums[at] ?? 0) + height;
    const next = at + (at & -at);
    if (next <= count) sums[next] = (sums[next] ?? 0) + (sums[at] ?? 0);
  }
  const highest = count === 0 ? 0 : 2 ** Math.floor(Math.log2(count));
  return {
    count,
    of: (index) => heights[index] ?? 0,
    set(index, height) {
      const more = height - (heights[index] ?? height);
      if (more === 0) return 0;
      heights[index] = height;
      for (let at = index + 1; at <= count; at += at & -at) sums[at] = (sums[at] ?? 0) + more;
      return more;
    },
    top(index) {
      let sum = 0;
      for (let at = Math.min(index, count); at > 0; at -= at & -at) sum += sums[at] ?? 0;
      return sum;
    },
    at(height) {
      let index = 0;
      let left = height;
      for (let step = highest; step >= 1; step /= 2) {
        const sum = sums[index + step];
        if (sum === undefined || sum > left) continue;
        index += step;
        left -= sum;
      }
      return Math.max(0, Math.min(count - 1, index));
    },
  };
}
