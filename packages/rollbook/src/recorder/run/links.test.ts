// Links to a session file, whatever Codex does with the file meanwhile.

import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { linkedName, linkInto } from "./links.ts";

let place: string;
let rollout: string;
let linked: string;

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), "rollbook-links-"));
  rollout = join(place, "rollout-x.jsonl");
  writeFileSync(rollout, "one\n");
  linked = join(place, linkedName(rollout));
});
afterEach(() => rmSync(place, { recursive: true }));

test("a file that grows is the same file", () => {
  expect(linkInto(place, rollout, false)).toBe("hard");
  appendFileSync(rollout, "two\n");
  expect(linkInto(place, rollout, true)).toBe("hard");
  expect(statSync(linked).ino).toBe(statSync(rollout).ino);
});

test("a file that was written anew is linked again, one that is gone stays", () => {
  linkInto(place, rollout, false);
  unlinkSync(rollout);
  writeFileSync(rollout, "anew\n");
  expect(linkInto(place, rollout, false)).toBe("hard");
  expect(readFileSync(linked, "utf8")).toBe("anew\n");
  unlinkSync(rollout);
  expect(linkInto(place, rollout, true)).toBe("hard");
  expect(readFileSync(linked, "utf8")).toBe("anew\n");
});

test("where there is nothing yet, nothing is linked", () => {
  expect(linkInto(place, join(place, "rollout-y.jsonl"), true)).toBeNull();
});

// Another file system, which Linux has in memory.
test.skipIf(process.platform !== "linux")("across file systems the link is symbolic", () => {
  const other = mkdtempSync("/dev/shm/rollbook-links-");
  try {
    if (statSync(other).dev === statSync(place).dev) return;
    expect(linkInto(other, rollout, false)).toBe("symbolic");
    expect(linkInto(other, rollout, true)).toBe("symbolic");
    expect(readFileSync(join(other, linkedName(rollout)), "utf8")).toBe("one\n");
  } finally {
    rmSync(other, { recursive: true });
  }
});
