// rollbook index: fills the index, or tells how it stands.

import { resolve } from "node:path";
import {
  createIndex,
  directoryOf,
  findIndex,
  indexStatus,
  refresh,
  removeIndex,
  type IndexPlace,
} from "../../refresh/index.ts";
import type { Console } from "../console.ts";
import type { Invocation, Run } from "../command.ts";
import { EXIT, Failure } from "../exit.ts";
import { requireHomes } from "../homes.ts";
import { describeReadError } from "../input.ts";
import { homesOf } from "../operand.ts";
import { openStdout } from "../output/stdout.ts";
import { showProgress, type Progress } from "../progress.ts";
import { statusText } from "./text.ts";

export const runIndex: Run = async (invocation, console) => {
  const { flags } = invocation;
  if (flags.has("compact") && !flags.has("rebuild")) {
    throw new Failure(EXIT.usage, "--compact makes another index; add --rebuild");
  }
  const homes = [...new Set(homesOf(invocation, console.env).map((home) => resolve(home)))];
  requireHomes(homes);
  const output = openStdout();
  let code: number = EXIT.ok;
  for (const home of homes) {
    if (flags.has("path")) {
      output.write(`${directoryOf(home, console.env)}\n`);
      continue;
    }
    if (!flags.has("status")) code = Math.max(code, await fill(home, invocation, console));
    const status = indexStatus(home, console.env);
    output.write(flags.has("json") ? `${JSON.stringify(status)}\n` : statusText(status));
  }
  await output.finish();
  return code;
};

async function fill(home: string, { flags }: Invocation, console: Console): Promise<number> {
  const place = placeFor(home, flags, console);
  let progress: Progress | null = null;
  const done = await refresh(place, {
    planned: (bytes) => {
      progress = showProgress({ ...console, outputSeen: false }, bytes);
    },
    read: (bytes) => progress?.add(bytes),
  }).finally(() => progress?.clear());
  for (const problem of done.problems) console.note(`rollbook: ${describeReadError(problem)}`);
  if (done.state === "busy") console.note("rollbook: another process fills the index just now");
  return done.problems.length > 0 ? EXIT.input : EXIT.ok;
}

function placeFor(home: string, flags: Invocation["flags"], { env }: Console): IndexPlace {
  const found = findIndex(home, env);
  if (!flags.has("rebuild")) return found ?? createIndex(home, env, "column");
  if (!removeIndex(home, env)) {
    throw new Failure(EXIT.usage, `another process fills the index of ${home} just now; rebuild it when that is done`);
  }
  return createIndex(home, env, flags.has("compact") ? "none" : "column");
}
