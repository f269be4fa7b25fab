// Real session files, where ROLLBOOK_CORPUS names a directory of them: nothing is lost, nothing is a surprise.

import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { zstdDecompressSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { CutText, isObject } from "../bytes/json.ts";
import { ERAS } from "./era.ts";
import { createReader, readRecords } from "./read.ts";
import type { Reading } from "./reading.ts";

const CORPUS = process.env["ROLLBOOK_CORPUS"] ?? "";
const files =
  CORPUS === ""
    ? []
    : ["**/rollout-*.{json,jsonl,jsonl.zst}", "**/.codex/**/rollout-*.{json,jsonl}"].flatMap((glob) =>
        globSync(join(CORPUS, glob)),
      );

/** Scenarios in which Codex was killed, its disk was full, or (0.8.0) its newline never came. */
const DAMAGED = /\/(?:enospc|kill_torture_image)\/|\/0\.8\.0\/(?:compact|fork|resume)\//;

function bytesOf(path: string): Uint8Array {
  const bytes = readFileSync(path);
  return path.endsWith(".zst") ? zstdDecompressSync(bytes) : bytes;
}

function uncovered(bytes: Uint8Array, readings: readonly Reading[]): number {
  let at = 0;
  let lost = 0;
  const skip = (to: number): void => {
    for (; at < to; at++) if (bytes[at] !== 10 && bytes[at] !== 13) lost++;
  };
  for (const reading of readings) {
    expect(reading.at.offset).toBeGreaterThanOrEqual(at);
    skip(reading.at.offset);
    at += reading.at.length;
  }
  skip(bytes.length);
  return lost;
}

describe.skipIf(files.length === 0)("the corpus", () => {
  test("every byte is in a reading, every record has an era and a type, damage is where it is known to be", () => {
    const eras = new Set<string>();
    for (const path of files) {
      const bytes = bytesOf(path);
      const readings = readRecords(bytes);
      expect(uncovered(bytes, readings), path).toBe(0);
      for (const reading of readings) {
        if (reading.kind === "damage") {
          expect(path).toMatch(DAMAGED);
          expect(["torn", "glued", "joined"]).toContain(reading.damage.kind);
        } else if (reading.kind === "record") {
          expect([reading.era, reading.outer], path).not.toContain(null);
          expect(reading.outer, path).not.toBe("");
          eras.add(reading.era ?? "");
        }
      }
    }
    expect(new Set(ERAS)).toEqual(eras);
  }, 120_000);

  test("cut and passed readings say what whole ones say", () => {
    for (const path of files) {
      const bytes = bytesOf(path);
      const whole = readRecords(bytes);
      const passed = readRecords(bytes, { pass: () => true });
      const told = (reading: Reading): unknown => {
        if (reading.kind !== "record" && reading.kind !== "passed") return reading;
        const { at, era, outer, inner } = reading;
        return { at, era, outer, inner };
      };
      expect(passed.map(told)).toEqual(whole.map(told));
      const cut = readRecords(bytes, { long: "cut" });
      expect(cut.length).toBe(whole.length);
      cut.forEach((reading, i) => {
        const other = whole[i];
        if (reading.kind !== "record" || other?.kind !== "record") return expect(reading).toEqual(other);
        const payload = reading.value["payload"];
        const output = isObject(payload) ? payload["output"] : undefined;
        if (!(output instanceof CutText) || !isObject(payload)) return expect(reading).toEqual(other);
        const full = isObject(other.value["payload"]) ? other.value["payload"]["output"] : undefined;
        expect(typeof full).toBe("string");
        expect(
          String(full).startsWith(output.head) &&
            String(full).endsWith(output.tail) &&
            String(full).includes(output.middle),
        ).toBe(true);
        expect({ ...reading, value: { ...reading.value, payload: { ...payload, output: full } } }).toEqual(other);
      });
    }
  }, 120_000);

  test("small chunks change nothing", () => {
    for (const path of files.filter((_, i) => i % 20 === 0)) {
      const bytes = bytesOf(path);
      const readings: Reading[] = [];
      const reader = createReader({ long: "cut", longest: 2000 }, (reading) => readings.push(reading));
      for (let at = 0; at < bytes.length; at += 777) reader.push(bytes.slice(at, at + 777));
      reader.end();
      expect(readings).toEqual(readRecords(bytes, { long: "cut", longest: 2000 }));
    }
  }, 120_000);
});
