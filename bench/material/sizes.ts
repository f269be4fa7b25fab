// How large the session files of a codex home are: few are large, and those hold most of the bytes.

/** Share of the files, and the bytes that so many of them do not exceed. */
const QUANTILES: readonly (readonly [number, number])[] = [
  [0, 12e3],
  [0.5, 287e3],
  [0.9, 2.2e6],
  [0.99, 11e6],
  [1, 53e6],
];

/** Sizes of `count` files with those quantiles, and `total` bytes together, from small to large. */
export function fileSizes(count: number, total: number): number[] {
  // Between two quantiles the logarithm grows along a curve; how bent it is decides the total.
  let low = 0.2;
  let high = 8;
  for (let round = 0; round < 50; round++) {
    const bend = (low + high) / 2;
    if (sizesFor(count, bend).reduce((sum, size) => sum + size, 0) > total) low = bend;
    else high = bend;
  }
  return sizesFor(count, (low + high) / 2);
}

function sizesFor(count: number, bend: number): number[] {
  return Array.from({ length: count }, (_, index) => {
    const share = count === 1 ? 1 : index / (count - 1);
    const upper = Math.max(
      1,
      QUANTILES.findIndex(([at]) => share <= at),
    );
    const [from, small] = QUANTILES[upper - 1] ?? [0, 0];
    const [to, large] = QUANTILES[upper] ?? [1, 0];
    return Math.round(small * (large / small) ** (((share - from) / (to - from)) ** bend));
  });
}
