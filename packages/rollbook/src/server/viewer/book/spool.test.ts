// Texts that are put away and found again, and a spool that is closed while somebody still writes to it.

import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createSpool } from "./spool.ts";

let directory = "";
beforeEach(() => (directory = mkdtempSync(join(tmpdir(), "rollbook-spool-"))));
afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** More than one block of them. */
const texts = (name: string): readonly string[] => Array.from({ length: 5000 }, (_, at) => `${name} ${at} `.repeat(10));

test.each([["in a file"], ["in memory"]])(
  "what is put away %s is found again, and no name of it is on the disk",
  (kind) => {
    const spool = createSpool(kind === "in memory" ? [] : [directory]);
    const given = texts("text");
    const names = given.map((text) => spool.add(text));
    expect(names.map((name) => spool.get(name).toString())).toEqual(given);
    expect(readdirSync(directory)).toEqual([]);
    spool.close();
  },
);

test("one that was closed writes into no file of another, and tells nothing of it", () => {
  const closed = createSpool([directory]);
  for (const text of texts("before")) closed.add(text);
  closed.close();
  // It gets the number that the file of the first had.
  const open = createSpool([directory]);
  const given = texts("open");
  const names = given.map((text) => open.add(text));
  for (const text of texts("closed")) closed.add(text);
  expect(names.map((name) => open.get(name).toString())).toEqual(given);
  expect(() => closed.get(0)).toThrow("put aside");
  closed.close();
  expect(open.get(names[0] ?? -1).toString()).toBe(given[0]);
  open.close();
});
