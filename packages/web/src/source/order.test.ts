// Files that were dropped together: one session in its order, whatever the order and the company they come in.

import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { zstdCompressSync } from "node:zlib";
import { expect, test } from "vitest";
import { listScenarios, SPECIMENS } from "../../../../lab/specimen/session-files.ts";
import { orderFiles, type Ordered } from "./order.ts";
import { createFileReading } from "./reading.ts";
import { storeFile } from "./stored.ts";

const LIVE = join(SPECIMENS, "paginated/0.169.0-codemode/appserver_live");
const FILES = listScenarios().find(({ directory }) => directory === LIVE)?.files ?? [];
const [first = "", second = ""] = FILES.filter((path) =>
  path.includes("01a1fd0c-5957-7fc0-b849-c6a9290f3e58"),
).toSorted();
const other = FILES.find((path) => path.includes("01a1fd0c-88fb-70d1-8a42-522268fa82da")) ?? "";

function dropped(path: string, bytes: Uint8Array = readFileSync(path)): File {
  return new File([Uint8Array.from(bytes)], basename(path));
}

async function order(...files: readonly File[]): Promise<Ordered> {
  return orderFiles(await Promise.all(files.map((file) => storeFile(file, file.name))));
}

async function told({ parts, gaps }: Ordered) {
  const reading = createFileReading(1);
  for (const { stored, file, end, reverted_from } of parts) {
    reading.open({ file, size: stored.size, reverted_from });
    let left = end;
    for await (const chunk of stored.chunks()) {
      if (left > 0) reading.push(chunk.subarray(0, left));
      left -= chunk.length;
    }
  }
  reading.end(gaps);
  return reading.take();
}

test("the files of a reverted session are one, with what it was reverted from, in any order and packed", async () => {
  const ordered = await order(dropped(second), dropped(first));
  expect(ordered.gaps).toEqual([]);
  expect(ordered.parts.map(({ stored }) => stored.name)).toEqual([first, second].map((path) => basename(path)));
  expect(ordered.parts[0]?.reverted_from).toBeGreaterThan(0);
  const news = await told(ordered);
  expect(news.turns.map(({ index }) => index)).toEqual(Array.from({ length: 17 }, (_, index) => index));
  expect(news.turns.filter(({ withdrawn }) => withdrawn === "reverted")).toHaveLength(1);
  expect(news.facts).toMatchObject({ gaps: [], files: [{ path: basename(first) }, { path: basename(second) }] });
  // Packed, which its name does not say.
  const packed = await order(dropped(first, zstdCompressSync(readFileSync(first))), dropped(second));
  expect(packed.parts.map(({ stored }) => stored.packed)).toEqual([true, false]);
  const again = await told(packed);
  expect(again.rows).toEqual(news.rows);
});

test("what is of another session, a copy, or nothing of Codex is left out and named", async () => {
  const picture = new File([Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10])], "picture.png");
  const copy = new File([readFileSync(first)], "the copy.jsonl");
  const { parts, gaps } = await order(picture, dropped(other), copy, dropped(second), dropped(first));
  expect(parts).toHaveLength(2);
  expect(gaps).toHaveLength(3);
  for (const name of ["picture.png", basename(other), "the copy.jsonl"]) {
    expect(gaps.some((gap) => gap.startsWith(name) && gap.includes("left out"))).toBe(true);
  }
  expect(gaps[0]).toContain("holds no header of a session");
  const alone = await order(dropped(second));
  expect(alone.gaps).toEqual([expect.stringContaining("which is not here: the beginning is missing")]);
});

test.each([
  ["picture.png", [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10], "it looks like a PNG picture"],
  ["rollout.jsonl.gz", [0x1f, 0x8b, 8, 0], "unpack it first"],
  ["notes.json", [...new TextEncoder().encode('{"a": 1}\n')], "no record in it is of a known shape"],
  ["broken.zst", [0x28, 0xb5, 0x2f, 0xfd, 0xff, 0xff, 0xff], null],
])("%s says what it is", async (name, bytes, words) => {
  const ordered = await order(new File([Uint8Array.from(bytes)], name));
  if (words === null) return expect(told(ordered)).rejects.toThrow();
  expect((await told(ordered)).facts?.gaps).toContainEqual(expect.stringContaining(words));
});
