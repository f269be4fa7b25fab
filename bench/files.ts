// The files that are measured: where they are, and how to make each of them.

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { LONG_LINES, writeLongSession, type LongLine } from "./material/long.ts";
import { createPools, type Pools } from "./material/pool.ts";
import { createRandom, seedOf, type Random } from "./material/random.ts";
import { Recorder, type Dialect } from "./material/recorder.ts";
import { writeSession } from "./material/session.ts";
import { makeRows } from "./rows.ts";
import { Sink, type Count } from "./material/sink.ts";
import { fileSizes } from "./material/sizes.ts";

export const SEED = 20_260_105;
export const FOLDER = process.env["ROLLBOOK_BENCH_DIR"] ?? fileURLToPath(new URL("../.cache/bench", import.meta.url));

const GB = 1e9;
const START = Date.UTC(2026, 0, 5, 8);

interface Material {
  readonly name: string;
  /** Bytes it takes on disk, about. */
  readonly size: number;
  make(at: string, seed: number, pools: Pools): Made;
}

/** What was written: kept beside the files, so that they are not made twice. */
export interface Made {
  files: number;
  bytes: number;
  lines: number;
  /** By kind of record. */
  kinds: Record<string, Count>;
}

export const MATERIALS: readonly Material[] = [
  oneFile("one", 1e6, "envelope"),
  oneFile("small", 200e6, "envelope"),
  oneFile("big", GB, "envelope"),
  oneFile("paginated", 200e6, "paginated"),
  { name: "sessions", size: 2.08 * GB, make: (at, seed, from) => makeHome(at, seed, from, 2000, 2.08 * GB) },
  { name: "many", size: 10 * GB, make: (at, seed, from) => makeHome(at, seed, from, 10_000, 10 * GB) },
  { name: "single", size: 2 * GB, make: makeSingle },
  { name: "rows", size: 2.5 * GB, make: makeRowIndex },
  oneFile("huge", 4 * GB, "paginated"),
  ...LONG_LINES.map(longLine),
];

const FOLDERS: ReadonlySet<string> = new Set(["sessions", "many", "single", "rows"]);

/** The path of a file or folder, made or not. */
export function pathOf(name: string): string {
  return join(FOLDER, FOLDERS.has(name) ? name : `${name}.jsonl`);
}

/** What is known of a file that was made with this seed; null when it was not, or not to its end. */
export function madeOf(name: string, seed = SEED): Made | null {
  const note = noteOf(name, seed);
  return existsSync(note) && existsSync(pathOf(name)) ? (JSON.parse(readFileSync(note, "utf8")) as Made) : null;
}

/** Makes the file if it is not there. */
export function makeMaterial(name: string, seed = SEED, say: (line: string) => void = () => {}): Made {
  const known = madeOf(name, seed);
  if (known !== null) return known;
  const material = MATERIALS.find((candidate) => candidate.name === name);
  if (material === undefined) throw new Error(`no such material: ${name}`);
  mkdirSync(FOLDER, { recursive: true });
  const disk = statfsSync(FOLDER);
  const free = disk.bavail * disk.bsize;
  if (free < material.size * 1.2) {
    throw new Error(`${name} needs ${tell(material.size * 1.2)} in ${FOLDER}, and ${tell(free)} are free`);
  }
  removeMaterial(name);
  say(`making ${name} (${tell(material.size)}) in ${FOLDER}`);
  const made = material.make(pathOf(name), seed, poolsOf(seed));
  writeFileSync(noteOf(name, seed), `${JSON.stringify(made, null, 2)}\n`);
  return made;
}

/** With what is known of it, whichever seed and sources it was made with: there is one file of a name. */
export function removeMaterial(name: string): void {
  for (const entry of existsSync(FOLDER) ? readdirSync(FOLDER) : []) {
    if (entry.startsWith(`${name}.`) && entry.endsWith(".json")) rmSync(join(FOLDER, entry), { force: true });
  }
  rmSync(pathOf(name), { force: true, recursive: true });
}

let pools: { readonly seed: number; readonly pools: Pools } | null = null;

function poolsOf(seed: number): Pools {
  if (pools?.seed !== seed) pools = { seed, pools: createPools(createRandom(seedOf(seed, "pools"))) };
  return pools.pools;
}

/** Files made by other code are other files: the note's name holds a hash of the sources. */
let sources: string | null = null;
function noteOf(name: string, seed: number): string {
  if (sources === null) {
    const hash = createHash("sha256");
    const folder = new URL("./material/", import.meta.url);
    const parts = readdirSync(folder).filter((part) => !part.endsWith(".test.ts"));
    for (const part of parts.toSorted()) hash.update(readFileSync(new URL(part, folder)));
    sources = hash
      .update(readFileSync(new URL(import.meta.url)))
      .digest("hex")
      .slice(0, 12);
  }
  return join(FOLDER, `${name}.${seed}.${sources}.json`);
}

function oneFile(name: string, size: number, dialect: Dialect): Material {
  return {
    name,
    size,
    make(at, seed, from) {
      const random = createRandom(seedOf(seed, name));
      return made([
        written(at, (sink) =>
          writeSession({ dialect, size, start: START }, threadId(random, START), random, sink, from),
        ),
      ]);
    },
  };
}

function longLine(kind: LongLine): Material {
  const length = 300e6;
  return {
    name: `long-${kind}`,
    size: length,
    make(at, seed, from) {
      const random = createRandom(seedOf(seed, `long-${kind}`));
      const plan = { dialect: "envelope", size: 2e6, start: START } as const;
      return made([
        written(at, (sink) => writeLongSession(kind, length, plan, threadId(random, START), random, sink, from)),
      ]);
    },
  };
}

/** A codex home, ten sessions in the folder of each day. */
function makeHome(at: string, seed: number, from: Pools, count: number, size: number): Made {
  const order = createRandom(seedOf(seed, "order"));
  const sizes = shuffled(fileSizes(count, size), order);
  const block = Buffer.allocUnsafe(4 << 20);
  const files = sizes.map((size, index) => {
    const random = createRandom(seedOf(seed, `session ${index}`));
    const start = START + index * 8_640_000 + random.int(0, 8_000_000);
    const dialect = random.pick<Dialect>(["envelope", "envelope", "legacy", "paginated", "paginated"]);
    const id = threadId(random, start);
    const file = placeIn(at, id, start);
    return written(file, (sink) => writeSession({ dialect, size, start }, id, random, sink, from), block);
  });
  return made(files);
}

/** A codex home of one long session. */
function makeSingle(at: string, seed: number, from: Pools): Made {
  const random = createRandom(seedOf(seed, "single"));
  const id = threadId(random, START);
  const plan = { dialect: "envelope", size: 2 * GB, start: START } as const;
  return made([written(placeIn(at, id, START), (sink) => writeSession(plan, id, random, sink, from))]);
}

/** Where Codex puts a session. */
function placeIn(home: string, id: string, start: number): string {
  const [day = "", hour = ""] = new Date(start).toISOString().slice(0, 19).split("T");
  return join(home, "sessions", ...day.split("-"), `rollout-${day}T${hour.replaceAll(":", "-")}-${id}.jsonl`);
}

/** No sessions: an index of ten million passages. */
function makeRowIndex(at: string, seed: number): Made {
  makeRows(at, seed);
  return { files: 1, bytes: 0, lines: 0, kinds: {} };
}

function threadId(random: Random, start: number): string {
  return new Recorder("paginated", random, null as never, start).uuid();
}

function shuffled<T>(list: readonly T[], random: Random): T[] {
  const keyed = list.map((value) => ({ value, key: random.next() }));
  return keyed.toSorted((a, b) => a.key - b.key).map(({ value }) => value);
}

function written(path: string, write: (sink: Sink) => void, block?: Buffer): Sink {
  const sink = block === undefined ? new Sink(path) : new Sink(path, block);
  write(sink);
  sink.close();
  return sink;
}

function made(sinks: readonly Sink[]): Made {
  const all: Made = { files: sinks.length, bytes: 0, lines: 0, kinds: {} };
  for (const sink of sinks) {
    all.bytes += sink.bytes;
    for (const [kind, { lines, bytes }] of sink.counts) {
      const count = (all.kinds[kind] ??= { lines: 0, bytes: 0 });
      count.lines += lines;
      count.bytes += bytes;
      all.lines += lines;
    }
  }
  return all;
}

export function tell(bytes: number): string {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(2)} GB` : `${Math.round(bytes / 1e6)} MB`;
}
