// What is measured, against what, and what is promised of it.

import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { askThread } from "./answer.ts";
import { runJob, runNative, runProgram, runStart, type Sample } from "./child.ts";
import { pathOf } from "./files.ts";
import { fetchCodex, NEWEST_CODEX } from "../lab/index.ts";
import { findMeasures, NO_INDEX } from "./find.ts";
import { tapMeasures } from "./tap.ts";
import { CCUSAGE, fetchCcusage } from "./peer.ts";
import type { Built } from "./program.ts";
import { scrollMeasure } from "./scroll.ts";
import { singleMeasures } from "./single.ts";
import { viewMeasures } from "./view.ts";

export interface Subject {
  readonly name: string;
  /** Null when it does not exist yet. */
  readonly run: (() => Promise<Sample>) | null;
}

export interface Measure {
  /** For `--only`. */
  readonly name: string;
  readonly what: string;
  /** Files that must be there. */
  readonly material: readonly string[];
  readonly subject: Subject;
  readonly yardstick: Subject | null;
  /**
   * - `speed`: the yardstick's time by ours: how many times as fast
   * - `time`: our time by the yardstick's
   * - `more`: our milliseconds less the yardstick's
   * - `at least`, `at most`: a figure of the subject alone, in `unit`
   */
  readonly kind: "speed" | "time" | "more" | "at least" | "at most";
  readonly unit?: string;
  /** At least for `speed` and `at least`, at most for the others; null where nothing is promised. */
  readonly goal: number | null;
  /** Bytes of memory that are not exceeded. */
  readonly memory: number | null;
  /** Interleaved runs, where one is enough. */
  readonly runs?: number;
}

const MB = 1e6;
const SPECIMEN = fileURLToPath(
  new URL(
    "../specimens/paginated/0.169.0/shell/home/sessions/2026/11/21/rollout-2026-11-21T07-20-18-01a1fcfa-350e-7a83-8a5c-b865c958e002.jsonl",
    import.meta.url,
  ),
);
const LONG = ["long-output", "long-compacted", "long-patch", "long-message"] as const;

/** Nothing is measured with this: it tells what could be. */
export const NOTHING_BUILT: Built = { program: null, job: "", memory: "" };

export function measuresOf({ program: start, job: jobs, memory }: Built): readonly Measure[] {
  const job = (name: string, material: string): Subject => ({
    name,
    run: () => runJob(jobs, name, pathOf(material)),
  });
  const actions = (flags: readonly string[], ...material: readonly string[]): Subject => ({
    name: ["rollbook actions", ...flags].join(" "),
    run: start === null ? null : () => runProgram(memory, [start, "actions", ...flags, ...material.map(pathOf)]),
  });
  const readline: Subject = {
    name: "readline + JSON.parse",
    run: () => runProgram(memory, [jobs, "readline + JSON.parse", pathOf("big")]),
  };
  const bareNode: Subject = { name: "node -e 0", run: () => runStart(["-e", "0"], "end") };
  const version: Subject = {
    name: "rollbook --version",
    run: start === null ? null : () => runStart([start, "--version"], "end"),
  };
  const first: Subject = {
    name: "rollbook actions, first byte",
    run: start === null || !existsSync(SPECIMEN) ? null : () => runStart([start, "actions", SPECIMEN], "first byte"),
  };
  const LAST = ["show", pathOf("big"), "--turn", "last"];
  const lastTurn: Subject = {
    name: "rollbook show --turn last, first byte",
    run: start === null ? null : () => runStart([start, ...LAST], "first byte"),
  };
  const codexServer: Subject = {
    name: `codex app-server ${NEWEST_CODEX}`,
    run: async () => askThread((await fetchCodex(NEWEST_CODEX)).program, ["app-server"], pathOf("one")),
  };
  const ourServer: Subject = {
    name: "rollbook app-server",
    run: start === null ? null : () => askThread(process.execPath, [start, "app-server"], pathOf("one")),
  };
  const scan = { material: ["big"], kind: "speed", yardstick: job("newline scan", "big"), memory: null } as const;
  const alone = { yardstick: null, kind: "time", goal: null, runs: 1 } as const;
  return [
    {
      ...scan,
      name: "scan",
      what: "Framing, type peek, search for glued records; 1 GB",
      subject: job("record scan", "big"),
      goal: 0.8,
    },
    {
      ...scan,
      name: "scan-outputs",
      what: "The same, tool outputs read",
      subject: job("record scan, outputs read", "big"),
      goal: null,
    },
    {
      name: "decode",
      what: "Decode and validation of every line; 1 GB",
      material: ["big"],
      subject: job("decode and validate", "big"),
      yardstick: job("JSON.parse", "big"),
      kind: "time",
      goal: 1.25,
      memory: 250 * MB,
    },
    {
      name: "actions",
      what: "Actions of a session of 1 GB",
      material: ["big"],
      subject: actions([], "big"),
      yardstick: readline,
      kind: "speed",
      goal: 3,
      memory: 150 * MB,
    },
    {
      name: "fold",
      what: "The same without the program around it",
      material: ["big"],
      subject: job("action fold", "big"),
      yardstick: job("readline + JSON.parse", "big"),
      kind: "speed",
      goal: null,
      memory: null,
    },
    {
      name: "workers",
      what: "Actions of 2,000 sessions, 2 GB: two workers against one",
      material: ["sessions"],
      subject: actions(["--jobs=2"], "sessions"),
      yardstick: actions(["--jobs=1"], "sessions"),
      kind: "speed",
      goal: 1.25,
      memory: 300 * MB,
    },
    {
      name: "usage",
      what: "Tokens and costs of 2,000 sessions, 2 GB",
      material: ["sessions"],
      subject: {
        name: "rollbook stats --json",
        run:
          start === null
            ? null
            : () =>
                runProgram(memory, [start, "stats", "--json", "--by=session", "--home", pathOf("sessions")], NO_INDEX),
      },
      yardstick: {
        name: `ccusage ${CCUSAGE} codex session --offline --json`,
        run: () =>
          runNative(fetchCcusage(), ["codex", "session", "--offline", "--json"], { CODEX_HOME: pathOf("sessions") }),
      },
      kind: "speed",
      goal: 1.5,
      memory: 150 * MB,
    },
    ...tapMeasures(jobs),
    ...findMeasures({ program: start, job: jobs, memory }),
    ...singleMeasures({ program: start, job: jobs, memory }),
    ...viewMeasures({ program: start, job: jobs, memory }),
    {
      ...alone,
      name: "huge",
      what: "Actions of a session of 4 GB",
      material: ["huge"],
      subject: actions([], "huge"),
      memory: 150 * MB,
    },
    {
      ...alone,
      name: "huge-decode",
      what: "Decode and validation of 4 GB",
      material: ["huge"],
      subject: job("decode and validate", "huge"),
      memory: 250 * MB,
    },
    ...LONG.map((long) => ({
      ...alone,
      name: long,
      what: `Actions with one line of 300 MB: ${long.slice(5)}`,
      material: [long],
      subject: actions([], long),
      memory: 150 * MB,
    })),
    ...LONG.map((long) => ({
      ...alone,
      name: `${long}-decode`,
      what: `Decode with one line of 300 MB: ${long.slice(5)}`,
      material: [long],
      subject: job("decode and validate", long),
      memory: 250 * MB,
    })),
    {
      ...alone,
      name: "long-workers",
      what: "Two workers, four such files",
      material: LONG,
      subject: actions(["--jobs=2"], ...LONG),
      memory: 300 * MB,
    },
    {
      name: "thread-fold",
      what: "Turns and items of a session of 1 GB, commands recovered",
      material: ["big"],
      subject: job("thread fold", "big"),
      yardstick: job("readline + JSON.parse", "big"),
      kind: "speed",
      goal: null,
      memory: null,
    },
    {
      name: "thread-read",
      what: "A session of 1 MB with its turns, from the start of the server",
      material: ["one"],
      subject: ourServer,
      yardstick: codexServer,
      kind: "speed",
      goal: null,
      memory: null,
    },
    scrollMeasure({ program: start, job: jobs, memory }),
    {
      name: "version",
      what: "Start: the version",
      material: [],
      subject: version,
      yardstick: bareNode,
      kind: "time",
      goal: 1.5,
      memory: null,
      runs: 9,
    },
    {
      name: "first",
      what: "Start: first record of a small session",
      material: [],
      subject: first,
      yardstick: version,
      kind: "more",
      goal: 60,
      memory: null,
      runs: 9,
    },
    {
      name: "last",
      what: "The last turn of a session of 1 GB: first output",
      material: ["big"],
      subject: lastTurn,
      yardstick: version,
      kind: "more",
      goal: 260,
      memory: null,
      runs: 9,
    },
    {
      ...alone,
      name: "last-memory",
      what: "The same to its end",
      material: ["big"],
      subject: {
        name: "rollbook show --turn last",
        run: start === null ? null : () => runProgram(memory, [start, ...LAST]),
      },
      memory: 150 * MB,
    },
    {
      ...alone,
      name: "show",
      what: "The transcript of a session of 1 GB",
      material: ["big"],
      subject: {
        name: "rollbook show",
        run: start === null ? null : () => runProgram(memory, [start, "show", pathOf("big")]),
      },
      memory: 300 * MB,
    },
  ];
}
