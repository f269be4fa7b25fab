// rollbook follow: what sessions do, told while they do it.

import type { Run } from "../command.ts";
import { openStdout } from "../output/stdout.ts";
import { follow } from "./follow.ts";
import { readFollowOptions } from "./options.ts";

export const runFollow: Run = async (invocation, console) => {
  const options = readFollowOptions(invocation, console);
  const stop = new AbortController();
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(name, () => stop.abort());
  return await follow(options, { output: openStdout(), note: console.note, signal: stop.signal });
};
