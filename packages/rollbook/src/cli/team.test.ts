// A thread that dies is heard of, whenever that was.

import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { openTeam } from "./team.ts";

test("a thread that died before there was anything to do", async () => {
  const gone = new URL("data:text/javascript,throw new Error('gone')");
  const team = openTeam<number, number>(gone, null, async (source) => source);
  const died = once(process, "worker");
  team.start();
  await died;
  const given: number[] = [];
  const run = async (): Promise<void> => {
    const sizeOf = (): number => 1;
    await team.run(
      [1, 2, 3],
      sizeOf,
      () => {},
      (outcome) => given.push(outcome),
    );
  };
  await wait(200);
  await expect(run()).rejects.toThrow("gone");
  team.end();
});
