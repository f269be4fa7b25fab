// A rehearsal goes through, and leaves nothing.

import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { rehearse } from "./rehearsal.ts";

const place = mkdtempSync(join(tmpdir(), "rollbook-rehearse-"));
afterAll(() => rmSync(place, { recursive: true, force: true }));

test("it goes through in the first directory that can be written to, and leaves it as it was", async () => {
  const file = join(place, "file");
  writeFileSync(file, "");
  await rehearse([file, join(place, "cache")]);
  expect(readdirSync(place).toSorted()).toEqual(["cache", "file"]);
  expect(readdirSync(join(place, "cache"))).toEqual([]);
});

test("what one left that was killed is taken away after an hour", async () => {
  const cache = join(place, "left");
  const [now, before] = [join(cache, "rehearsal-now"), join(cache, "rehearsal-before")];
  for (const directory of [now, before]) mkdirSync(directory, { recursive: true });
  writeFileSync(join(before, "0-0.jsonl"), "{}\n");
  const hours = Date.now() / 1000 - 7200;
  utimesSync(before, hours, hours);
  await rehearse([cache]);
  expect(readdirSync(cache)).toEqual(["rehearsal-now"]);
});
