// Several rows of things, each sorted from the newest on, as one.

/** The newest of all first. What tells no time comes last. */
export function* mergedBy<Item>(
  sources: readonly Generator<Item, void, undefined>[],
  timeOf: (item: Item) => number | null,
): Generator<Item, void, undefined> {
  const heads = sources.map((source) => source.next());
  for (;;) {
    let newest = -1;
    let time = Number.NEGATIVE_INFINITY;
    for (const [index, head] of heads.entries()) {
      if (head.done === true) continue;
      const at = timeOf(head.value) ?? Number.MIN_SAFE_INTEGER;
      if (newest !== -1 && at <= time) continue;
      newest = index;
      time = at;
    }
    const head = heads[newest];
    const source = sources[newest];
    if (head === undefined || head.done === true || source === undefined) return;
    yield head.value;
    heads[newest] = source.next();
  }
}
