// What is measured of finding where one session is longer than all others: a home of a single one, of 2 GB.

import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { runJob, runNative, runProgram, runStart, type Sample } from "./child.ts";
import { pathOf } from "./files.ts";
import { inCache, NO_INDEX, ripgrep } from "./find.ts";
import type { Measure, Subject } from "./measures.ts";
import { CCUSAGE, fetchCcusage } from "./peer.ts";
import type { Built } from "./program.ts";

const MB = 1e6;
const BYTES = 2e9;

export function singleMeasures({ program, job, memory }: Built): readonly Measure[] {
  const start = program ?? "";
  const home = ["--home", pathOf("single")];
  const cache = inCache("single");
  const subject = (name: string, run: () => Promise<Sample>): Subject => ({ name, run: program === null ? null : run });
  const measure = { material: ["single"], yardstick: null, goal: null, memory: null } as const;
  const ready = (): void => {
    const env = { ...process.env, ...cache };
    execFileSync(process.execPath, [start, "index", ...home], { stdio: "ignore", env });
  };
  return [
    {
      ...measure,
      name: "single-usage",
      what: "Tokens and costs of one session of 2 GB",
      subject: subject("rollbook stats --json", () =>
        runProgram(memory, [start, "stats", "--json", ...home], NO_INDEX),
      ),
      yardstick: {
        name: `ccusage ${CCUSAGE} codex session --offline --json`,
        run: () =>
          runNative(fetchCcusage(), ["codex", "session", "--offline", "--json"], { CODEX_HOME: pathOf("single") }),
      },
      kind: "speed",
      memory: 150 * MB,
    },
    {
      ...measure,
      name: "single-index",
      what: "First index of one session of 2 GB",
      subject: subject("rollbook index --rebuild", async () => {
        rmSync(join(cache.XDG_CACHE_HOME, "rollbook"), { recursive: true, force: true });
        mkdirSync(cache.XDG_CACHE_HOME, { recursive: true });
        const sample = await runProgram(memory, [start, "index", "--rebuild", ...home], cache);
        return { ...sample, figure: BYTES / MB / sample.seconds };
      }),
      kind: "at least",
      unit: "MB/s",
      memory: 600 * MB,
      runs: 1,
    },
    {
      ...measure,
      name: "single-list",
      what: "A list of one session of 2 GB, without an index",
      subject: subject("rollbook list", async () => {
        const sample = await runProgram(memory, [start, "list", ...home], NO_INDEX);
        return { ...sample, figure: sample.seconds };
      }),
      kind: "at most",
      unit: "s",
      runs: 3,
    },
    {
      ...measure,
      name: "single-list-warm",
      what: "The same with an index",
      subject: subject("rollbook list", () => {
        ready();
        return runStart([start, "list", ...home], "end", cache);
      }),
      yardstick: { name: "node -e 0", run: () => runStart(["-e", "0"], "end") },
      kind: "time",
    },
    {
      ...measure,
      name: "single-hit",
      what: "The first hit in one session of 2 GB, within the process, the first it looks for",
      subject: subject("search", () => {
        ready();
        return runJob(job, "first hit, cold", pathOf("single"), cache);
      }),
      yardstick: ripgrep("Deadline", "single"),
      kind: "speed",
    },
  ];
}
