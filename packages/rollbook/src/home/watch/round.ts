// Everything in turn: so many of a collection each time, from where it stopped the time before.

/** A function that gives the next `most` keys, none of them twice; what is added or deleted meanwhile is no trouble. */
export function createRound<K>(all: ReadonlyMap<K, unknown>): (most: number) => Iterable<K> {
  let rest = all.keys();
  return (most) => {
    const taken = new Set<K>();
    for (let begun = false; taken.size < most;) {
      const next = rest.next();
      if (next.done !== true) taken.add(next.value);
      else if (begun || taken.size >= all.size) break;
      else {
        rest = all.keys();
        begun = true;
      }
    }
    return taken;
  };
}
