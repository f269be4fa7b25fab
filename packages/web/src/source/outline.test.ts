// What is known of a session, while it grows and becomes another.

import { expect, test } from "vitest";
import type { News, Row, SessionFacts, Source, TurnRow } from "./contract.ts";
import { NO_NEWS } from "./heap.ts";
import { createOutline, type OutlineStore } from "./outline.ts";

const row = (position: number): Row => ({ position, turn: 0, kind: "prompt", title: `${position}` }) as Row;
const rows = (...positions: readonly number[]): News => ({ ...NO_NEWS, rows: positions.map(row) });

/** Tells an outline these, and answers what was renewed with each. */
function told(news: readonly News[]): { readonly store: OutlineStore; readonly renewed: (readonly number[])[] } {
  const renewed: (readonly number[])[] = [];
  const open = (tell: (one: News) => void): (() => void) => {
    for (const one of news) tell(one);
    return () => undefined;
  };
  const store = createOutline({ open } as unknown as Source, (positions) => renewed.push(positions));
  store.subscribe(() => undefined);
  return { store, renewed };
}

test("the texts of a session that became another are all void, and those that come at their places later too", () => {
  const { store, renewed } = told([rows(0, 1, 2), rows(2, 3), { ...NO_NEWS, anew: true }, rows(0, 1), rows(2, 4)]);
  expect(renewed).toEqual([[], [2], [0, 1, 2, 3], [0, 1], [2]]);
  expect([...store.get().byPosition.keys()]).toEqual([0, 1, 2, 4]);
});

test("rows of what was not whole are gone when it is, and their texts with them", () => {
  const turn = { ...NO_NEWS, turns: [{ index: 0, status: "in_progress" } as TurnRow] };
  const { store, renewed } = told([turn, { ...rows(0, 1, 2), items: 3 }, { ...rows(1), items: 2 }, rows(2)]);
  expect(renewed).toEqual([[], [], [2, 1], [2]]);
  const whole = told([turn, rows(0, 1, 2), { ...NO_NEWS, items: 2 }]).store.get();
  expect(whole.turns[0]?.rows.map(({ position }) => position)).toEqual([0, 1]);
  expect([...whole.byPosition.keys()]).toEqual([0, 1]);
  expect(store.get().turns[0]?.rows).toHaveLength(3);
});

test("a session that cannot be read any more is not live, until it can again", () => {
  const live: News = { ...NO_NEWS, facts: { live: true } as SessionFacts };
  const gone: News = { ...NO_NEWS, done: true, failure: "It is gone." };
  expect(told([live, rows(0), gone]).store.get()).toMatchObject({ facts: { live: false }, failure: "It is gone." });
  expect(told([live, gone, live]).store.get()).toMatchObject({ facts: { live: true }, failure: null });
});
