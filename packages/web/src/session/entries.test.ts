// Texts of items: asked for once, all that is wanted together, and again when the item came again.

import { expect, test } from "vitest";
import type { Entry, Source } from "../source/contract.ts";
import { createEntries } from "./entries.ts";

test("what is wanted together is asked for together, and again when it says more than it did", async () => {
  const asked: (readonly number[])[] = [];
  const answer = (positions: readonly number[]): Promise<readonly Entry[]> => {
    asked.push(positions);
    return Promise.resolve(positions.map((position) => ({ position, images: asked.length }) as Entry));
  };
  const entries = createEntries({ entries: answer } as unknown as Source);
  let told = 0;
  const leave = entries.subscribe(7, () => (told += 1));
  entries.want(8);
  entries.want(7);
  await expect.poll(() => entries.get(8)).not.toBeNull();
  expect(asked).toEqual([[7, 8]]);
  expect(told).toBe(1);

  entries.want(7);
  entries.forget([7, 8, 9]);
  await expect.poll(() => entries.get(7)?.images).toBe(2);
  // What nobody looks at is asked for when someone does.
  expect(asked).toEqual([[7, 8], [7]]);
  expect(entries.get(8)).toBeNull();
  leave();
});

test("what was scrolled past before it came is left, and asked for again by who comes back", async () => {
  const asked: { readonly positions: readonly number[]; readonly left: AbortSignal | undefined }[] = [];
  const answers: ((entries: readonly Entry[]) => void)[] = [];
  const entries = createEntries({
    entries: (positions: readonly number[], left?: AbortSignal) => {
      asked.push({ positions, left });
      return new Promise((answer) => answers.push(answer));
    },
  } as unknown as Source);
  const seen = (): void => undefined;
  const leaveFirst = entries.subscribe(1, seen);
  entries.subscribe(2, seen);
  await expect.poll(() => asked.length).toBe(1);
  leaveFirst();
  const leaveThird = entries.subscribe(3, seen);
  await expect.poll(() => asked.length).toBe(2);
  expect(asked[0]?.left?.aborted).toBe(false);
  leaveThird();
  entries.subscribe(4, seen);
  await expect.poll(() => asked.length).toBe(3);
  expect(asked.map(({ left }) => left?.aborted)).toEqual([false, true, false]);
  entries.subscribe(3, seen);
  await expect.poll(() => asked[3]?.positions).toEqual([3]);
  expect(entries.idle()).toBe(false);
  for (const [place, answer] of answers.entries())
    answer((asked[place]?.positions ?? []).map((position) => ({ position }) as Entry));
  await expect.poll(entries.idle).toBe(true);
  expect(entries.get(3)).not.toBeNull();
});
