// A file that was written anew is told from one that grew, whatever its size.

import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { markFile } from "./rewritten.ts";

let directory = "";
beforeEach(() => (directory = mkdtempSync(join(tmpdir(), "rollbook-mark-"))));
afterEach(() => rmSync(directory, { recursive: true, force: true }));

test("growth changes nothing; another byte anywhere in a small file, at either end of a large one, or less does", () => {
  const path = join(directory, "session.jsonl");
  for (const size of [10, 5000, 100_000, 3_000_000]) {
    const bytes = Buffer.alloc(size, "x");
    writeFileSync(path, bytes);
    const mark = markFile(path, size);
    expect(mark?.holds()).toBe(true);
    appendFileSync(path, "more");
    expect(mark?.holds(), `${size} grown`).toBe(true);
    const places = size <= 100_000 ? [0, Math.floor(size / 2), Math.floor(size / 3), size - 1] : [0, size - 1];
    for (const place of places) {
      const other = Buffer.from(bytes);
      other[place] = 0x79;
      writeFileSync(path, Buffer.concat([other, Buffer.from("and longer than before")]));
      expect(mark?.holds(), `${size} at ${place}`).toBe(false);
    }
    writeFileSync(path, bytes.subarray(1));
    expect(mark?.holds(), `${size} shorter`).toBe(false);
    rmSync(path);
    expect(mark?.holds(), `${size} gone`).toBe(false);
  }
  expect(markFile(path, 1)).toBe(null);
});
