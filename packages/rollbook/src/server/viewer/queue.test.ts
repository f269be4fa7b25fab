// Work that waits for its turn, in the order in which it came; and a line that is too long.

import { expect, test } from "vitest";
import { createQueue } from "./queue.ts";

test("so many are in at once, the others follow in order, and who leaves twice makes room once", async () => {
  const { enter } = createQueue(2, 10);
  const order: number[] = [];
  const come = async (name: number): Promise<() => void> => {
    const leave = await enter();
    order.push(name);
    return leave;
  };
  const [first, second] = await Promise.all([come(1), come(2)]);
  const third = come(3);
  const fourth = come(4);
  await Promise.resolve();
  expect(order).toEqual([1, 2]);
  first();
  first();
  const leaveThird = await third;
  expect(order).toEqual([1, 2, 3]);
  leaveThird();
  (await fourth)();
  second();
  expect(order).toEqual([1, 2, 3, 4]);
});

test("whoever would stand too far behind is told so, and those in line are served", async () => {
  const { enter } = createQueue(1, 1);
  const leave = await enter();
  const inLine = enter();
  await expect(enter()).rejects.toMatchObject({ code: "busy" });
  leave();
  (await inLine)();
  (await enter())();
});
