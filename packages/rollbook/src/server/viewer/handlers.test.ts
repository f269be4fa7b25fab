// Many who ask at once for what takes long: few are served at a time, and all in the end.

import { expect, test } from "vitest";
import { openClient } from "./client.tools.ts";

test("sums are made by two processes at a time, however many ask, and whoever asks beside them is answered", async () => {
  let busy = 0;
  let most = 0;
  const ends: (() => void)[] = [];
  const client = await openClient({
    async countStats() {
      busy += 1;
      most = Math.max(most, busy);
      await new Promise<void>((resolve) => ends.push(resolve));
      busy -= 1;
      return "nothing to count";
    },
  });
  try {
    const days = ["2026-01-01", "2026-01-02", "2026-01-03", "2026-01-04", "2026-01-05"];
    let open = days.length;
    const asked = days.map(async (since) => {
      const { status } = await client.get("stats", {}, { since });
      open -= 1;
      return status;
    });
    expect((await client.get("about", {})).status).toBe(200);
    while (open > 0) {
      ends.shift()?.();
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(await Promise.all(asked)).toEqual(days.map(() => 400));
    expect(most).toBe(2);
  } finally {
    await client.server.close();
  }
});
