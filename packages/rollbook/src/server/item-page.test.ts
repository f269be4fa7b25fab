// A page of items is what slicing all of them would give, whatever comes again and moves meanwhile.

import fc from "fast-check";
import { expect, test } from "vitest";
import type { Item } from "rollbook-core/thread";
import type { ItemEntry } from "./history.ts";
import { createItemPage } from "./item-page.ts";

function entry(id: number, position: number, bytes: number): ItemEntry {
  return { item: { id: String(id), turn_id: "turn" } as Item, position, bytes };
}

/** A stream of items: each step is a new one, one that comes again, or one that comes again further back. */
const STEPS = fc.array(
  fc.record({ kind: fc.constantFrom("new", "again", "moved"), which: fc.nat(), bytes: fc.integer({ min: 1, max: 9 }) }),
  { maxLength: 40 },
);

test("descending pages are the end of what is admitted, ascending ones its beginning", () => {
  fc.assert(
    fc.property(STEPS, fc.integer({ min: 1, max: 6 }), fc.boolean(), (steps, limit, ascending) => {
      const admits = ({ position }: ItemEntry): boolean => position % 3 !== 0;
      const page = createItemPage({ limit, bytes: Number.POSITIVE_INFINITY, ascending, admits });
      const all = new Map<number, ItemEntry>();
      let position = 0;
      let moved = false;
      for (const { kind, which, bytes } of steps) {
        const old = [...all.values()][which % Math.max(1, all.size)];
        if (kind === "new" || old === undefined) {
          position += 1;
          all.set(position, entry(position, position, bytes));
          page.take(entry(position, position, bytes), null);
        } else if (kind === "again") {
          all.set(old.position, { ...old, bytes });
          page.take({ ...old, bytes }, old.position);
        } else {
          moved = true;
          position += 1;
          all.delete(old.position);
          all.set(position, { ...old, position, bytes });
          page.take({ ...old, position, bytes }, old.position);
        }
      }
      const admitted = [...all.values()].filter(admits);
      const ordered = ascending ? admitted : admitted.toReversed();
      // What moves away from a full page leaves a gap: the next page goes on behind the last one all the same.
      if (moved) {
        const places = page.entries().map((each) => each.position);
        expect(ordered.slice(0, places.length).map((each) => each.position)).toEqual(places);
      } else {
        expect(page.entries()).toEqual(ordered.slice(0, limit));
        expect(page.more()).toBe(ordered.length > limit);
      }
    }),
  );
});

test("a page ends where it would hold too much, but has one item at least", () => {
  for (const ascending of [true, false]) {
    const page = createItemPage({ limit: 10, bytes: 10, ascending, admits: () => true });
    for (let position = 1; position <= 6; position++) page.take(entry(position, position, 4), null);
    expect(page.entries().map(({ position }) => position)).toEqual(ascending ? [1, 2] : [6, 5]);
    expect(page.more()).toBe(true);
    const large = createItemPage({ limit: 10, bytes: 10, ascending, admits: () => true });
    large.take(entry(1, 1, 99), null);
    expect([large.entries().length, large.more()]).toEqual([1, false]);
  }
});
