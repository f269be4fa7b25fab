// A rehearsal goes through, and leaves nothing.

import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
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
