// What a server leaves behind: nothing in a codex home, and no complaint of those who still waited when it was closed.

import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openClient } from "./client.tools.ts";
import { placesFor } from "./desk.ts";

test("closed while sums are being made, it complains of no fault", async () => {
  const notes: string[] = [];
  let begin = (): void => {};
  const begun = new Promise<void>((resolve) => (begin = resolve));
  const client = await openClient({
    note: (line) => void notes.push(line),
    countStats: async (_, stop) => {
      begin();
      return new Promise((_resolve, reject) => {
        stop.addEventListener("abort", () => reject(new Error("it was killed")));
      });
    },
  });
  const asked = client.get("stats", {}).catch(() => "gone");
  await begun;
  await client.server.close();
  expect([await asked, notes]).toEqual(["gone", []]);
});

test("files of its own are in the cache or among those of the moment, and in no codex home", () => {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), "rollbook-places-")));
  try {
    const home = join(directory, "home");
    const cache = join(directory, "cache");
    for (const place of [join(home, "sessions"), cache]) mkdirSync(place, { recursive: true });
    symlinkSync(home, join(directory, "link"));
    const places = (given: string): readonly string[] => placesFor([home], { XDG_CACHE_HOME: given });
    expect(places(cache)).toEqual([join(cache, "rollbook"), tmpdir()]);
    for (const inside of [home, join(home, "cache"), join(directory, "link", "cache")]) {
      expect(places(inside)).toEqual([tmpdir()]);
    }
    expect(placesFor([], { XDG_CACHE_HOME: join(home, "cache"), CODEX_HOME: home })).toEqual([tmpdir()]);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
});
