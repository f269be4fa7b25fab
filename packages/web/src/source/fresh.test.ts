// Texts that are on their way while their items come again.

import { expect, test } from "vitest";
import type { Entry, News, Row } from "./contract.ts";
import { createFresh } from "./fresh.ts";
import { NO_NEWS } from "./heap.ts";

const rows = (...positions: readonly number[]): News => ({
  ...NO_NEWS,
  rows: positions.map((position) => ({ position }) as Row),
});

test("an answer of before is dropped when its item came again, or all did, and asked for once more", async () => {
  const answers: ((entries: readonly Entry[]) => void)[] = [];
  const fresh = createFresh(() => new Promise((answer) => answers.push(answer)));
  const entry = (images: number): readonly Entry[] => [{ position: 3, images } as Entry];
  const given = fresh.entries([3, 4]);
  for (const news of [rows(4), { ...NO_NEWS, anew: true } as const, rows(5)]) {
    const count = answers.length;
    fresh.told(news);
    answers.at(-1)?.(entry(count));
    if (count < 3) await expect.poll(() => answers.length).toBe(count + 1);
  }
  expect(await given).toEqual(entry(3));
  expect(answers).toHaveLength(3);
});

test("an item that comes again and again is shown as it was told last", async () => {
  let asked = 0;
  const fresh = createFresh(async () => {
    fresh.told(rows(3));
    return [{ position: 3, images: (asked += 1) } as Entry];
  });
  expect(await fresh.entries([3])).toEqual([{ position: 3, images: asked }]);
});
