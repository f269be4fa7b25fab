// For a file cut at any byte, its actions and amendments are a prefix of those of the whole file.

import { expect, test } from "vitest";
import { listScenarios, sessionBytes } from "../../../../lab/specimen/session-files.ts";
import type { ActionStreamRecord } from "./contract.ts";
import { projectActions } from "./project.ts";

function settled(records: readonly ActionStreamRecord[]): string[] {
  return records
    .filter((record) => record.record === "action" || record.record === "amendment")
    .map((record) => JSON.stringify(record));
}

/**
 * Cuts of a document: every byte. Of a file of lines: before, in and behind every line end, and at some bytes between;
 * of a larger one every line end in one of the three ways, in turn, begun differently from file to file.
 */
function cutsOf(bytes: Buffer, document: boolean, turn: number): number[] {
  if (document) return Array.from({ length: bytes.length }, (_, at) => at);
  const cuts = new Set<number>([0, 1]);
  const small = bytes.length <= SMALL;
  let line = turn;
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) {
    if (small) for (const near of [at - 1, at, at + 1]) cuts.add(near);
    else cuts.add(at - 1 + (line++ % 3));
  }
  const step = Math.max(997, Math.ceil(bytes.length / 12));
  for (let at = 0; at < bytes.length; at += step) cuts.add(at);
  return [...cuts].filter((at) => at >= 0 && at < bytes.length);
}

/** One scenario of each kind from one label of each era: cutting is quadratic in a file's size. */
const LABELS = new Set([
  "0.1.2504172351-ts",
  "0.8.0",
  "0.28.0",
  "0.36.0",
  "0.58.0",
  "0.87.0",
  "0.118.0",
  "0.147.0",
  "0.169.0",
  "0.169.0-codemode",
]);
const LARGEST = 48 * 1024;
const SMALL = 8 * 1024;

test("the actions of a prefix are a prefix of the actions", () => {
  const wrong: string[] = [];
  let cut_files = 0;
  for (const scenario of listScenarios()) {
    if (!LABELS.has(scenario.label)) continue;
    for (const file of scenario.files) {
      const bytes = sessionBytes(file);
      if (bytes.length > LARGEST) continue;
      cut_files += 1;
      const whole = settled(projectActions(bytes, { file: "f" }));
      for (const at of cutsOf(bytes, file.endsWith(".json"), cut_files)) {
        const part = settled(projectActions(bytes.subarray(0, at), { file: "f" }));
        const same = part.every((record, index) => record === whole[index]);
        if (!same) {
          wrong.push(`${scenario.label}/${scenario.name} cut at ${at}`);
          break;
        }
      }
    }
  }
  expect(cut_files).toBeGreaterThan(200);
  expect(wrong).toEqual([]);
}, 60_000);
