// What is measured of finding: the index, lists and searches, over thousands of sessions.

import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { askCodexList } from "./codex-list.ts";
import { FOLDER, pathOf } from "./files.ts";
import { fetchCodex, NEWEST_CODEX } from "../lab/index.ts";
import { runJob, runNative, runProgram, runStart, type Sample } from "./child.ts";
import type { Measure, Subject } from "./measures.ts";
import type { Built } from "./program.ts";
import { CLASSES } from "./row-names.ts";

const MB = 1e6;
/** Where the indexes lie: kept between runs, but for that of the build. */
const CACHE = join(FOLDER, "index");

export const inCache = (name: string): { readonly XDG_CACHE_HOME: string } => ({ XDG_CACHE_HOME: join(CACHE, name) });

/** What is measured without an index must find none. */
export const NO_INDEX = inCache("empty");

export function findMeasures({ program, job, memory }: Built): readonly Measure[] {
  const start = program ?? "";
  const subject = (name: string, run: () => Promise<Sample>): Subject => ({ name, run: program === null ? null : run });
  const build = async (name: string, flags: readonly string[]): Promise<Sample> => {
    rmSync(join(CACHE, name), { recursive: true, force: true });
    mkdirSync(join(CACHE, name), { recursive: true });
    const args = [start, "index", "--rebuild", ...flags, "--home", pathOf("sessions")];
    return runProgram(memory, args, inCache(name));
  };
  const speed = async (name: string, flags: readonly string[]): Promise<Sample> => {
    const sample = await build(name, flags);
    return { ...sample, figure: sizeOf(pathOf("sessions")) / MB / sample.seconds };
  };
  const share = async (name: string, flags: readonly string[]): Promise<Sample> => {
    const sample = await build(name, flags);
    return { ...sample, figure: (100 * sizeOf(join(CACHE, name))) / sizeOf(pathOf("sessions")) };
  };
  const many = ["--home", pathOf("many")];
  /** The index of all 10,000, built once. */
  const ready = (): void => {
    execFileSync(process.execPath, [start, "index", ...many], {
      stdio: "ignore",
      env: { ...process.env, ...inCache("many") },
    });
  };
  const warm = (args: readonly string[]) => async (): Promise<Sample> => {
    ready();
    return runStart([start, ...args, ...many], "end", inCache("many"));
  };
  const bare: Subject = { name: "node -e 0", run: () => runStart(["-e", "0"], "end") };
  const none = { yardstick: null, goal: null, memory: null } as const;
  const patterns = {
    digits: String.raw`tenant_lift\.sql:360:[0-9]+`,
    alternatives: String.raw`(tenant_lift|marker_copy)\.sql:59[0-9]:`,
    class: String.raw`[A-Z][a-z]+\.skipParser`,
  };
  return [
    {
      ...none,
      name: "index",
      what: "First index of 2,000 sessions, 2 GB, on all processors",
      material: ["sessions"],
      subject: subject("rollbook index --rebuild", () => speed("build", [])),
      kind: "at least",
      unit: "MB/s",
      goal: 120,
      memory: 600 * MB,
      runs: 3,
    },
    {
      ...none,
      name: "index-size",
      what: "Size of that index, of the sessions",
      material: ["sessions"],
      subject: subject("rollbook index --rebuild", () => share("build", [])),
      kind: "at most",
      unit: "%",
      goal: 15,
      runs: 1,
    },
    {
      ...none,
      name: "index-compact",
      what: "Size of a compact one",
      material: ["sessions"],
      subject: subject("rollbook index --rebuild --compact", () => share("compact", ["--compact"])),
      kind: "at most",
      unit: "%",
      goal: 5,
      runs: 1,
    },
    {
      name: "refresh",
      what: "An index of 10,000 sessions brought up to date, where nothing has changed",
      material: ["many"],
      subject: subject("rollbook index", warm(["index"])),
      yardstick: bare,
      kind: "time",
      goal: 4,
      memory: null,
      runs: 9,
    },
    {
      ...none,
      name: "append",
      what: "One appended line indexed, among 10,000 sessions; within the process, the look at the home left aside",
      material: ["many"],
      subject: subject("the indexer", async () => {
        ready();
        return runJob(job, "append a line", pathOf("many"), inCache("many"));
      }),
      kind: "at most",
      unit: "ms",
      goal: 20,
    },
    {
      name: "list-first",
      what: "A page of 10,000 sessions, without an index",
      material: ["many"],
      subject: subject("rollbook list", () => runStart([start, "list", ...many], "end", NO_INDEX)),
      yardstick: bare,
      kind: "time",
      goal: 6,
      memory: null,
      runs: 9,
    },
    {
      name: "list-warm",
      what: "The same with an index",
      material: ["many"],
      subject: subject("rollbook list", warm(["list"])),
      yardstick: bare,
      kind: "time",
      goal: 3,
      memory: null,
      runs: 9,
    },
    {
      ...none,
      name: "list-codex-first",
      what: "Codex's own list of the same home, where it sees it for the first time: its start fills a database",
      material: ["many"],
      subject: codexList(true),
      kind: "at most",
      unit: "s",
      runs: 1,
    },
    {
      ...none,
      name: "list-codex",
      what: "A page with an index, beside Codex's own list out of its database",
      material: ["many"],
      subject: subject("rollbook list", warm(["list"])),
      yardstick: codexList(false),
      kind: "speed",
    },
    ...CLASSES.flatMap((kind): readonly Measure[] =>
      (["newest p50", "newest p95", "best p50"] as const).map((how): Measure => {
        const [order = "", rank = ""] = how.split(" ");
        return {
          ...none,
          name: `search-${kind}-${order}-${rank}`,
          what: `Search in 10,000,000 passages, ${order === "best" ? "ranked" : "newest first"}: ${kind}, ${rank}`,
          material: ["rows"],
          subject: { name: "20 rows", run: () => runJob(job, `${order} ${kind} ${rank}`, pathOf("rows")) },
          kind: "at most",
          unit: "ms",
          goal: order === "best" ? 60 : rank === "p50" ? 5 : 20,
          runs: 3,
        };
      }),
    ),
    ...(["first-hit", "first-hit-cold"] as const).map((name): Measure => ({
      name,
      what: `The first hit in 10 GB, within the process, ${name === "first-hit" ? "which has found other words before" : "the first it looks for"}`,
      material: ["many"],
      subject: subject("search", async () => {
        ready();
        const asked = name === "first-hit" ? "first hit" : "first hit, cold";
        return runJob(job, asked, pathOf("many"), inCache("many"));
      }),
      yardstick: ripgrep("Deadline", "many"),
      kind: "speed",
      goal: name === "first-hit" ? 50 : null,
      memory: null,
    })),
    ...Object.entries(patterns).map(([name, pattern]): Measure => ({
      name: `regex-${name}`,
      what: `A regular expression over 2 GB, all hits shown: ${name}`,
      material: ["sessions"],
      subject: subject("rollbook search --newest", async () => {
        const args = [start, "index", "--home", pathOf("sessions")];
        execFileSync(process.execPath, args, { stdio: "ignore", env: { ...process.env, ...inCache("build") } });
        const search = [
          start,
          "search",
          `/${pattern}/`,
          "--newest",
          "--limit",
          "1000000",
          "--home",
          pathOf("sessions"),
        ];
        return runStart(search, "end", inCache("build"));
      }),
      yardstick: ripgrep(pattern, "sessions"),
      kind: "time",
      goal: 1.5,
      memory: null,
    })),
  ];
}

/** Its first page of all sessions, from the start of the process. */
function codexList(first: boolean): Subject {
  return {
    name: `codex app-server ${NEWEST_CODEX}, thread/list`,
    run: async () =>
      askCodexList((await fetchCodex(NEWEST_CODEX)).program, pathOf("many"), join(FOLDER, "codex"), first),
  };
}

/** The lines of a home's sessions that hold something. */
export function ripgrep(pattern: string, home: string): Subject {
  const run = (): Promise<Sample> => runNative("rg", ["--no-config", "--count", pattern, pathOf(home)], {});
  return { name: `rg ${pattern}`, run: hasRipgrep() ? run : null };
}

function hasRipgrep(): boolean {
  try {
    execFileSync("rg", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** Bytes of all files in a directory. */
function sizeOf(directory: string): number {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}
