// `node bench/job.ts NAME FILE`: does one job in a process of its own, and writes what it took as JSON.

import { peakMemory } from "./peak.ts";

const JOBS: Readonly<Record<string, () => Promise<(path: string) => number | Promise<number>>>> = {
  "newline scan": async () => (await import("./bare.ts")).scanNewlines,
  "JSON.parse": async () => (await import("./bare.ts")).parseLines,
  "readline + JSON.parse": async () => (await import("./bare.ts")).readLines,
  "record scan": async () => (await import("./ours.ts")).scanRecords,
  "record scan, outputs read": async () => (await import("./ours.ts")).scanOutputs,
  "action fold": async () => (await import("./ours.ts")).foldActions,
  "thread fold": async () => (await import("./ours.ts")).foldThread,
  "decode and validate": async () => (await import("./ours.ts")).decodeLines,
};

const [name = "", path = ""] = process.argv.slice(2);
const load = JOBS[name];
if (load === undefined) throw new Error(`no such job: ${name}`);
const job = await load();
const start = process.hrtime.bigint();
const lines = await job(path);
const seconds = Number(process.hrtime.bigint() - start) / 1e9;
process.stdout.write(`${JSON.stringify({ seconds, lines, rss: peakMemory() })}\n`);
