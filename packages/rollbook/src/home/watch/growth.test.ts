// A file that grows is read on where it was left, whatever becomes of it meanwhile.

import { appendFileSync, mkdtempSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { zstdCompressSync } from "node:zlib";
import { createReader, readRecords, type Reading } from "rollbook-core";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { listScenarios } from "../../../../../lab/specimen/session-files.ts";
import { type Growth, type GrowthEnd, openGrowth } from "./growth.ts";

const whole = readFileSync(
  listScenarios().find(({ directory }) => directory.endsWith("paginated/0.169.0/plain"))?.files[0] ?? "",
);

let directory = "";
let path = "";
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "rollbook-growth-"));
  path = join(directory, "rollout.jsonl");
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

async function read(growth: Growth, from = path, most?: number): Promise<{ text: string; end: GrowthEnd }> {
  const chunks: Buffer[] = [];
  const reading = growth.read(from, most);
  for (;;) {
    const step = await reading.next();
    if (step.done === true) return { text: Buffer.concat(chunks).toString("latin1"), end: step.value };
    chunks.push(Buffer.from(step.value));
  }
}

const READ = { kind: "read" } as const;

describe("a file that grows", () => {
  test("cut at any byte gives the same readings as the whole, and none before its line is whole", async () => {
    const [file = ""] = listScenarios().find(({ directory }) => directory.endsWith("bare/0.20.0/shell"))?.files ?? [];
    const lines = readFileSync(file, "utf8").trimEnd().split("\n");
    const short = lines.toSorted((a, b) => a.length - b.length).slice(-6, -3);
    const bytes = Buffer.from(`${short.join("\n")}\n{"torn": \n\n${short[0] ?? ""}`);
    const expected = readRecords(bytes);
    for (let cut = 0; cut <= bytes.length; cut++) {
      writeFileSync(path, bytes.subarray(0, cut));
      const growth = openGrowth();
      const readings: Reading[] = [];
      const reader = createReader({ long: "whole" }, (reading) => readings.push(reading));
      reader.push(Buffer.from((await read(growth)).text, "latin1"));
      const before = bytes.subarray(0, cut).toString("latin1").split("\n").length - 1;
      expect(readings.every(({ at }) => at.number <= before)).toBe(true);
      appendFileSync(path, bytes.subarray(cut));
      reader.push(Buffer.from((await read(growth)).text, "latin1"));
      reader.end();
      if (readings.length !== expected.length) expect([cut, readings]).toEqual([cut, expected]);
    }
    expect([expected.length > 3, bytes.length > 500]).toEqual([true, true]);
  });

  test("gives each byte once, as many as are wanted, and nothing when nothing is new", async () => {
    writeFileSync(path, whole);
    const growth = openGrowth();
    expect(await read(growth, path, 1000)).toEqual({ text: whole.toString("latin1", 0, 1000), end: READ });
    expect(growth.bytes()).toBe(1000);
    expect((await read(growth)).text).toBe(whole.toString("latin1", 1000));
    expect(await read(growth)).toEqual({ text: "", end: READ });
    appendFileSync(path, "{}\n");
    expect(await read(growth)).toEqual({ text: "{}\n", end: READ });
  });

  test("is gone on with where it was moved to, packed in one frame or several, and unpacked", async () => {
    writeFileSync(path, whole.subarray(0, 3000));
    const growth = openGrowth();
    await read(growth);
    const moved = join(directory, "archived.jsonl");
    renameSync(path, moved);
    appendFileSync(moved, whole.subarray(3000, 5000));
    expect((await read(growth, moved)).text).toBe(whole.toString("latin1", 3000, 5000));
    const packed = `${moved}.zst`;
    writeFileSync(
      packed,
      Buffer.concat([zstdCompressSync(whole.subarray(0, 4000)), zstdCompressSync(whole.subarray(4000))]),
    );
    rmSync(moved);
    expect((await read(growth, packed, 10)).text).toBe(whole.toString("latin1", 5000, 5010));
    expect(await read(growth, packed)).toEqual({ text: whole.toString("latin1", 5010), end: READ });
    expect(await read(growth, packed)).toEqual({ text: "", end: READ });
    writeFileSync(path, Buffer.concat([whole, Buffer.from("{}\n")]));
    expect(await read(growth)).toEqual({ text: "{}\n", end: READ });
  });
});

describe("a file that is no longer what it was", () => {
  test("is told when it is shorter, was written anew, or holds another beginning, and gives nothing of it", async () => {
    writeFileSync(path, whole);
    const growth = openGrowth();
    await read(growth);
    truncateSync(path, whole.length - 1);
    expect(await read(growth)).toEqual({ text: "", end: { kind: "replaced", shorter: true } });
    const other = Buffer.concat([whole, whole]);
    other[10] = 0x20;
    writeFileSync(path, other);
    expect(await read(growth)).toEqual({ text: "", end: { kind: "replaced", shorter: false } });
    writeFileSync(path, whole);
    writeFileSync(path, "x", { flag: "r+" });
    expect(await read(growth)).toEqual({ text: "", end: { kind: "replaced", shorter: false } });
    writeFileSync(`${path}.zst`, zstdCompressSync(other));
    expect(await read(growth, `${path}.zst`)).toEqual({ text: "", end: { kind: "replaced", shorter: false } });
    writeFileSync(`${path}.zst`, zstdCompressSync(whole.subarray(0, 99)));
    expect(await read(growth, `${path}.zst`)).toEqual({ text: "", end: { kind: "replaced", shorter: true } });
  });

  test("that is gone, or cannot be unpacked yet, may be asked for again", async () => {
    const growth = openGrowth();
    expect(await read(growth)).toMatchObject({ end: { kind: "unread", problem: { problem: "missing" } } });
    writeFileSync(path, whole.subarray(0, 2000));
    expect((await read(growth)).text).toBe(whole.toString("latin1", 0, 2000));
    rmSync(path);
    expect(await read(growth)).toMatchObject({ text: "", end: { kind: "unread" } });
    const packed = zstdCompressSync(whole);
    writeFileSync(`${path}.zst`, packed.subarray(0, 40));
    expect(await read(growth, `${path}.zst`)).toMatchObject({ end: { kind: "unread" } });
    writeFileSync(`${path}.zst`, packed);
    expect(await read(growth, `${path}.zst`)).toEqual({ text: whole.toString("latin1", 2000), end: READ });
  });
});
