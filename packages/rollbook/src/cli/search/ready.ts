// The indexes of homes, brought up to their files as far as one who waits for an answer wants to wait.

import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import {
  bringUp,
  createIndex,
  findIndex,
  indexStatus,
  refresh,
  type BroughtUp,
  type IndexPlace,
} from "../../refresh/index.ts";
import type { Console } from "../console.ts";
import { describeReadError } from "../input.ts";
import { showProgress, type Progress } from "../progress.ts";

export interface Ready {
  readonly places: readonly IndexPlace[];
  /** What is not in them, in sentences; asked for when the search is over. */
  readonly told: () => readonly string[];
}

/** The program, in the repository and in the bundle: what started this process. */
const PROGRAM = process.argv[1] ?? fileURLToPath(import.meta.url);
/** How long a first search waits for something to search in. */
const PATIENCE_MS = 3000;
const LOOK_MS = 100;

export async function readyIndexes(homes: readonly string[], wait: boolean, console: Console): Promise<Ready> {
  const places: IndexPlace[] = [];
  const behind: string[] = [];
  for (const home of homes) {
    if (wait) {
      places.push(await fillWhole(home, console));
      continue;
    }
    const { place, state, problems } = await broughtUp(home, console);
    places.push(place);
    if (state === "unwritable") continue;
    for (const problem of problems) console.note(`rollbook: ${describeReadError(problem)}`);
    if (state === "current") continue;
    behind.push(home);
    if (state === "behind") fillInBackground(home);
    await somethingIn(home, console);
  }
  const told = (): readonly string[] =>
    behind.map((home) => {
      const { indexed, sessions } = indexStatus(home, console.env);
      return `the index of ${home} is still being built and holds ${indexed} of ${sessions} sessions, the newest; search again, or wait with --wait`;
    });
  return { places, told };
}

/** Where the index cannot be written any more, what it holds is better than nothing. */
async function broughtUp(
  home: string,
  console: Console,
): Promise<Pick<BroughtUp, "place" | "problems"> & { readonly state: BroughtUp["state"] | "unwritable" }> {
  try {
    return await bringUp(home, console.env);
  } catch (error) {
    const place = findIndex(home, console.env);
    if (place === null || !(error instanceof Error) || error.name !== "IndexError") throw error;
    console.note(`rollbook: ${error.message}; what it holds is searched`);
    return { place, state: "unwritable", problems: [] };
  }
}

async function fillWhole(home: string, console: Console): Promise<IndexPlace> {
  const place = findIndex(home, console.env) ?? createIndex(home, console.env, "column");
  for (;;) {
    let progress: Progress | null = null;
    const { state } = await refresh(place, {
      planned: (bytes) => {
        progress = showProgress({ ...console, outputSeen: false }, bytes);
      },
      read: (bytes) => progress?.add(bytes),
    }).finally(() => progress?.clear());
    if (state === "current") return place;
    await pause(LOOK_MS);
  }
}

/** It goes on when this process has ended. */
function fillInBackground(home: string): void {
  const child = spawn(process.execPath, [PROGRAM, "index", "--home", home], { detached: true, stdio: "ignore" });
  // Then it is not filled, and the sentence about it says what to do.
  child.on("error", () => {});
  child.unref();
}

async function somethingIn(home: string, { env }: Console): Promise<void> {
  for (const end = performance.now() + PATIENCE_MS; performance.now() < end;) {
    if (indexStatus(home, env).indexed > 0) return;
    await pause(LOOK_MS);
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
