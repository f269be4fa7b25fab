// Feeds mutated session files to everything that reads them: nothing may throw. `node scripts/fuzz.ts --lines N --seed S [--dir DIR]`

import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { zstdDecompressSync } from "node:zlib";
import { createReader, type ReadOptions } from "../packages/core/src/rollout/read.ts";
import type { Reading } from "../packages/core/src/rollout/reading.ts";

/** Something that is done with the readings of each mutated file. It throws when it finds a law broken. */
export interface Stage {
  readonly name: string;
  readonly run: (readings: readonly Reading[], bytes: Uint8Array) => void;
}

/** Every byte belongs to one reading, or to a terminator. */
function account(readings: readonly Reading[], bytes: Uint8Array): void {
  let at = 0;
  const skip = (to: number): void => {
    for (; at < to; at++) if (bytes[at] !== 10 && bytes[at] !== 13) throw new Error(`byte ${at} belongs to no reading`);
  };
  for (const reading of readings) {
    if (reading.at.offset < at) throw new Error(`two readings share byte ${reading.at.offset}`);
    skip(reading.at.offset);
    at += reading.at.length;
  }
  skip(bytes.length);
}

export const STAGES: Stage[] = [{ name: "account", run: account }];

/** The ways a file is read: both modes, with and without passing, and with lines that count as giant early. */
const MODES: readonly ReadOptions[] = [
  { long: "whole" },
  { long: "cut", pass: (outer, inner) => outer === "response_item" && inner === "reasoning" },
  { long: "cut", longest: 300, pass: (_outer, inner) => inner === "token_count" },
];

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

type Random = () => number;

function below(random: Random, limit: number): number {
  return Math.floor(random() * limit);
}

function splice(line: Buffer, at: number, removed: number, added: Uint8Array): Buffer {
  return Buffer.concat([line.subarray(0, at), added, line.subarray(at + removed)]);
}

const TOKENS = [
  "{",
  "}",
  "[",
  "]",
  '"',
  "\\",
  ",",
  ":",
  "\n",
  "\r\n",
  "\0",
  "\u2028",
  "\uFEFF",
  '{"timestamp":"',
  '{"type":"',
  "\\ud83d",
  "null",
  "1e999",
].map((text) => Buffer.from(text));

/** One way to harm a line. `others`: where a second line comes from. */
const MUTATIONS: readonly ((line: Buffer, random: Random, others: readonly Buffer[]) => Buffer)[] = [
  (line, random) => splice(line, below(random, line.length), 1, Uint8Array.of(below(random, 256))),
  (line, random) => splice(line, below(random, line.length + 1), 0, Uint8Array.of(below(random, 256))),
  (line, random) => splice(line, below(random, line.length), 1 + below(random, 40), Uint8Array.of()),
  (line, random) => line.subarray(0, below(random, line.length)),
  (line, random) => line.subarray(below(random, line.length)),
  (line, random) => splice(line, below(random, line.length + 1), 0, new Uint8Array(1 + below(random, 600))),
  (line, random) => splice(line, below(random, line.length + 1), 0, TOKENS[below(random, TOKENS.length)] ?? line),
  (line, random, others) => Buffer.concat([line, others[below(random, others.length)] ?? line]),
  (line, random, others) =>
    Buffer.concat([line.subarray(0, below(random, line.length)), others[below(random, others.length)] ?? line]),
  (line, random) => {
    const from = below(random, line.length);
    return splice(line, below(random, line.length + 1), 0, line.subarray(from, from + below(random, 200)));
  },
];

function mutate(line: Buffer, random: Random, others: readonly Buffer[]): Buffer {
  let mutated = line;
  for (let times = 1 + below(random, 3); times > 0 && mutated.length > 0; times--) {
    mutated = MUTATIONS[below(random, MUTATIONS.length)]?.(mutated, random, others) ?? mutated;
  }
  return mutated;
}

/** A file of mutated lines: some whole, some harmed, sometimes out of order, sometimes without the last newline. */
export function mutateFile(lines: readonly Buffer[], random: Random): { bytes: Buffer; mutated: number } {
  const count = Math.min(lines.length, 40);
  const from = below(random, lines.length - count + 1);
  const chosen = lines.slice(from, from + count);
  if (random() < 0.2) chosen.sort(() => random() - 0.5);
  const parts: Buffer[] = [];
  let mutated = 0;
  for (const line of chosen) {
    const harmed = random() < 0.75;
    if (harmed) mutated++;
    parts.push(harmed ? mutate(line, random, chosen) : line);
    if (random() > 0.03) parts.push(Buffer.from(random() < 0.05 ? "\r\n" : "\n"));
  }
  return { bytes: Buffer.concat(parts), mutated };
}

export function readMutated(bytes: Uint8Array, options: ReadOptions, random: Random): Reading[] {
  const readings: Reading[] = [];
  const reader = createReader(options, (reading) => readings.push(reading));
  const cut = below(random, bytes.length + 1);
  reader.push(bytes.subarray(0, cut));
  reader.push(bytes.subarray(cut));
  reader.end();
  return readings;
}

/** The lines of every session file below `directory`, file by file. Long lines would only make the run slower. */
function specimenLines(directory: string): Buffer[][] {
  const paths = globSync(
    ["**/rollout*.json", "**/rollout*.jsonl", "**/rollout*.jsonl.zst"].map((glob) => join(directory, glob)),
  ).sort();
  return paths.flatMap((path) => {
    const bytes = path.endsWith(".zst") ? zstdDecompressSync(readFileSync(path)) : readFileSync(path);
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
): { lines: number; files: number; readings: number } {
  let done = 0;
  let run = 0;
  let count = 0;
  while (done < wanted) {
    const random = createRandom(seed + run);
    const lines = files[below(random, files.length)] ?? [];
    const { bytes, mutated } = mutateFile(lines, random);
    for (const options of MODES) {
      let stage = "read";
      try {
        const readings = readMutated(bytes, options, random);
        count += readings.length;
        for (const { name, run: check } of STAGES) {
          stage = name;
          check(readings, bytes);
        }
      } catch (cause) {
        throw new Error(`seed ${seed + run}, ${JSON.stringify(options)}, stage ${stage}: ${String(cause)}`, { cause });
      }
    }
    done += mutated;
    run++;
    if (run % 1000 === 0) progress(done);
  }
  return { lines: done, files: run, readings: count };
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
  process.stdout.write(
    `${told.lines} mutated lines in ${told.files} files, ${MODES.length} modes, ${STAGES.length} stages, ${told.readings} readings, no throw, ${seconds} s, seed ${values.seed}\n`,
  );
}
