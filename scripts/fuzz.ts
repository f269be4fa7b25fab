// Feeds mutated session files to everything that reads them: nothing may throw. `npm run fuzz -- --lines N --seed S [--dir DIR]`

import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { constants, zstdDecompressSync } from "node:zlib";
import { createReader, type ReadOptions } from "../packages/core/src/rollout/read.ts";
import type { Reading } from "../packages/core/src/rollout/reading.ts";
import { below, createRandom, mutateFile, type Random } from "./fuzz/mutate.ts";
import { OF_FILES, OF_READINGS } from "./fuzz/stages.ts";

/** The ways a file is read: both modes, with and without passing, and with lines that count as giant early. */
const MODES: readonly ReadOptions[] = [
  { long: "whole" },
  { long: "cut", pass: (outer, inner) => outer === "response_item" && inner === "reasoning" },
  { long: "cut", longest: 300, pass: (_outer, inner) => inner === "token_count" },
];

export function readMutated(bytes: Uint8Array, options: ReadOptions, random: Random): Reading[] {
  const readings: Reading[] = [];
  const reader = createReader(options, (reading) => readings.push(reading));
  const cut = below(random, bytes.length + 1);
  reader.push(bytes.subarray(0, cut));
  reader.push(bytes.subarray(cut));
  reader.end();
  return readings;
}

/** Gives what there is of a file whose compression breaks off. */
const CUT_SHORT = { finishFlush: constants.ZSTD_e_flush };

/** The lines of every session file below `directory`, file by file. Long lines would only make the run slower. */
function specimenLines(directory: string): Buffer[][] {
  const paths = globSync(
    ["**/rollout*.json", "**/rollout*.jsonl", "**/rollout*.jsonl.zst"].map((glob) => join(directory, glob)),
  ).sort();
  return paths.flatMap((path) => {
    const bytes = path.endsWith(".zst") ? zstdDecompressSync(readFileSync(path), CUT_SHORT) : readFileSync(path);
    if (path.endsWith(".json")) return [[bytes]];
    const lines: Buffer[] = [];
    for (let at = 0, end = 0; at < bytes.length; at = end + 1) {
      end = bytes.indexOf(10, at);
      if (end === -1) end = bytes.length;
      if (end > at && end - at < 20_000) lines.push(bytes.subarray(at, end));
    }
    return lines.length > 0 ? [lines] : [];
  });
}

/** Reads mutated files until `wanted` mutated lines went through every mode and stage. The seed of a failure is told. */
export function fuzz(
  files: readonly Buffer[][],
  wanted: number,
  seed: number,
  progress: (done: number) => void,
): { lines: number; files: number; counts: Readonly<Record<string, number>> } {
  let done = 0;
  let run = 0;
  const counts: Record<string, number> = {};
  while (done < wanted) {
    const random = createRandom(seed + run);
    const lines = files[below(random, files.length)] ?? [];
    const { bytes, mutated } = mutateFile(lines, random);
    MODES.forEach((options, mode) => {
      let stage = "read";
      try {
        const readings = readMutated(bytes, options, random);
        for (const { name, run: put } of mode === 0 ? [...OF_READINGS, ...OF_FILES] : OF_READINGS) {
          stage = name;
          counts[name] = (counts[name] ?? 0) + put(readings, bytes);
        }
      } catch (cause) {
        throw new Error(`seed ${seed + run}, ${JSON.stringify(options)}, stage ${stage}: ${String(cause)}`, { cause });
      }
    });
    done += mutated;
    run++;
    if (run % 1000 === 0) progress(done);
  }
  return { lines: done, files: run, counts };
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      lines: { type: "string", default: "1000000" },
      seed: { type: "string", default: "1" },
      dir: { type: "string", default: join(import.meta.dirname, "..", "specimens") },
    },
  });
  const files = specimenLines(values.dir);
  if (files.length === 0) {
    process.stderr.write(`${values.dir}: no session files.\n`);
    process.exit(2);
  }
  const started = Date.now();
  const wanted = Number(values.lines);
  const told = fuzz(files, wanted, Number(values.seed), (done) =>
    process.stderr.write(`\r${done} of ${wanted} mutated lines`),
  );
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  process.stderr.write("\n");
  const { account, fold, project, check, upgrade } = told.counts;
  process.stdout.write(
    `${told.lines} mutated lines in ${told.files} files, no throw: ${account} readings in ${MODES.length} modes, ` +
      `${fold} and ${project} records, ${check} findings, ${upgrade} upgraded lines; ${seconds} s, seed ${values.seed}\n`,
  );
}
