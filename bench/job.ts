// `node bench/job.ts NAME FILE`: does one job in a process of its own, and writes what it took as JSON.

import { peakMemory } from "./peak.ts";
import { ROW_JOBS } from "./row-names.ts";

/** Lines that were read, or what was measured besides the time of all of it, or in its place. */
type Done = number | { readonly figure: number } | { readonly seconds: number };

const JOBS: Readonly<Record<string, () => Promise<(path: string) => Done | Promise<Done>>>> = {
  "newline scan": async () => (await import("./bare.ts")).scanNewlines,
  "JSON.parse": async () => (await import("./bare.ts")).parseLines,
  "readline + JSON.parse": async () => (await import("./bare.ts")).readLines,
  "record scan": async () => (await import("./ours.ts")).scanRecords,
  "record scan, outputs read": async () => (await import("./ours.ts")).scanOutputs,
  "action fold": async () => (await import("./ours.ts")).foldActions,
  "thread fold": async () => (await import("./ours.ts")).foldThread,
  "decode and validate": async () => (await import("./ours.ts")).decodeLines,
  "append a line": async () => (await import("./find-jobs.ts")).appendLine,
  tap: async () => (await import("./tap-job.ts")).serveTap,
  "first hit": async () => (await import("./find-jobs.ts")).firstHit,
  "first hit, cold": async () => (await import("./find-jobs.ts")).firstHitCold,
  ...Object.fromEntries(ROW_JOBS.map((name) => [name, async () => (await import("./rows.ts")).rowJob(name)] as const)),
};

const [name = "", path = ""] = process.argv.slice(2);
const load = JOBS[name];
if (load === undefined) throw new Error(`no such job: ${name}`);
const job = await load();
const start = process.hrtime.bigint();
const done = await job(path);
const seconds = Number(process.hrtime.bigint() - start) / 1e9;
const rest = typeof done === "number" ? {} : done;
process.stdout.write(`${JSON.stringify({ seconds, rss: peakMemory(), ...rest })}\n`);
