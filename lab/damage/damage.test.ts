// The damaged specimens are what the generator makes, and what they claim of themselves holds.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { SPECIMENS } from "../specimen/session-files.ts";
import type { Assembled } from "./assemble.ts";
import { futureCases } from "./future.ts";
import { giantFile } from "./giant.ts";
import { caseName, damageCases } from "./write.ts";

/** Classes that are about databases, live files and other programs' messages, and the one made at test time. */
const NOT_COMMITTED = [3, 10, 18, 22, 29, 30, 31, 35];
const cases = damageCases(SPECIMENS);

test("every class of damage that concerns reading has a specimen", () => {
  const covered = new Set([...cases.map((made) => made.class), ...NOT_COMMITTED]);
  expect([...covered].toSorted((a, b) => a - b)).toEqual(Array.from({ length: 37 }, (_, index) => index + 1));
});

test.each(cases.map((made) => [caseName(made), made] as const))("%s is committed as it is made", (name, made) => {
  for (const { path, bytes } of [...made.files, ...(made.others ?? [])]) {
    expect(readFileSync(join(SPECIMENS, "damaged", name, path)).equals(bytes), path).toBe(true);
  }
  const expected: unknown = JSON.parse(readFileSync(join(SPECIMENS, "damaged", name, "expected.json"), "utf8"));
  const files = [...made.files.map((file) => file.expected), ...(made.real ?? [])];
  expect(expected).toMatchObject(JSON.parse(JSON.stringify({ class: made.class, trait: made.trait, files })) as object);
  for (const file of made.real ?? []) expect(existsSync(join(SPECIMENS, file.specimen ?? ""))).toBe(true);
});

test.each(futureCases(SPECIMENS).map((made) => [made.trait, made] as const))("%s is committed", (trait, made) => {
  for (const { path, bytes } of made.files) {
    expect(readFileSync(join(SPECIMENS, "from-the-future", trait, path)).equals(bytes), path).toBe(true);
  }
});

const plain = [...cases, ...futureCases(SPECIMENS)]
  .flatMap(({ trait, files }) => files.map((file) => [trait, file] as const))
  .filter(([, { path }]) => !path.endsWith(".zst"));

describe("what is said of a damaged file can be counted in its bytes", () => {
  test.each(plain)("%s", (_, { bytes, expected }: Assembled) => {
    const lines = bytes.toString("latin1").split("\n");
    if (lines.at(-1) === "") lines.pop();
    expect(bytes.length).toBe(expected.bytes);
    expect(lines.length).toBe(expected.lines);
    const damaged = new Set(expected.damage.map(({ line }) => line));
    const healthy = lines.filter((line, index) => !damaged.has(index + 1) && line.trim() !== "");
    for (const line of healthy) expect(() => JSON.parse(line) as unknown).not.toThrow();
    // Damage within a record's text, or before it, leaves the record whole.
    const saved = expected.damage.reduce((sum, { kind, salvaged }) => sum + (salvaged ?? Number(kind !== "nul")), 0);
    expect(healthy.length + saved).toBe(expected.records);
    for (const { line, line_offset, offset, length } of expected.damage) {
      const before = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
      expect(before).toBe(line_offset);
      expect(offset + length).toBeLessThanOrEqual(line_offset + (lines[line - 1] ?? "").length);
    }
  });
});

describe("a giant file", () => {
  test.each(["compacted", "output"] as const)("of a %s record is a session with one long line", (kind) => {
    const file = giantFile({ lineBytes: 3_000_001, kind });
    const bytes = Buffer.concat([...file.chunks()]);
    const lines = bytes.toString("utf8").split("\n");
    expect(bytes.length).toBe(file.bytes);
    expect(lines.pop()).toBe("");
    expect(lines).toHaveLength(file.lines);
    expect(lines[file.giant.line - 1]).toHaveLength(file.giant.length);
    expect(lines.slice(0, file.giant.line - 1).join("\n").length + 1).toBe(file.giant.offset);
    for (const line of lines) expect(() => JSON.parse(line) as unknown).not.toThrow();
  });

  test("may be torn, with a whole record behind it on the same line", () => {
    const file = giantFile({ lineBytes: 2_000_000, kind: "output", tornWithRecordBehind: true });
    const bytes = Buffer.concat([...file.chunks()]);
    expect(bytes.length).toBe(file.bytes);
    const line = bytes.subarray(file.giant.offset, -1).toString("utf8");
    expect(() => JSON.parse(line) as unknown).toThrow(SyntaxError);
    expect(JSON.parse(line.slice(file.giant.length))).toMatchObject({ payload: { type: "task_complete" } });
  });
});
