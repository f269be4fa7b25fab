// Runs one process, and measures it from outside.

import { spawn } from "node:child_process";
import { openSync } from "node:fs";

export interface Sample {
  seconds: number;
  /** The most memory the process had, in bytes; 0 where it was not asked. */
  rss: number;
  /** What was measured besides time, in the unit of its measure. */
  figure?: number;
}

const NOWHERE = openSync("/dev/null", "w");

/** Runs `bench/job.ts` (`start`). Time within the process, without its start: the jobs differ in what they load. */
export async function runJob(
  start: string,
  name: string,
  path: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Sample> {
  const stdio = ["ignore", "pipe", "inherit"] as ("ignore" | "pipe" | "inherit")[];
  const { text } = await run([start, name, path], stdio, 1, false, process.execPath, env);
  return JSON.parse(text) as Sample;
}

/** Time of the whole process, from its start to its end; its output goes nowhere. `memory` is `bench/memory.ts`. */
export async function runProgram(
  memory: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Sample> {
  const stdio = ["ignore", NOWHERE, "inherit", "pipe"] as ("ignore" | "inherit" | "pipe" | number)[];
  const { seconds, text } = await run(["--import", memory, ...args], stdio, 3, false, process.execPath, env);
  return { seconds, rss: Number(text) };
}

/** Time of the whole process of another program; its output goes nowhere, and its memory is not asked for. */
export async function runNative(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Sample> {
  const { seconds } = await run(args, ["ignore", NOWHERE, "inherit", "pipe"], 3, false, program, env);
  return { seconds, rss: 0 };
}

/** Time to the first byte of output, or to the end. */
export async function runStart(
  args: readonly string[],
  until: "first byte" | "end",
  env: Readonly<Record<string, string>> = {},
): Promise<Sample> {
  const stdio = ["ignore", "pipe", "ignore"] as ("ignore" | "pipe")[];
  const { seconds } = await run(args, stdio, 1, until === "first byte", process.execPath, env);
  return { seconds, rss: 0 };
}

function run(
  args: readonly string[],
  stdio: ("ignore" | "pipe" | "inherit" | number)[],
  read: number,
  toFirst: boolean,
  program = process.execPath,
  env: Readonly<Record<string, string>> = {},
): Promise<{ seconds: number; text: string }> {
  return new Promise((resolve, reject) => {
    let text = "";
    let first = 0n;
    const start = process.hrtime.bigint();
    const child = spawn(program, args, { stdio, env: { ...process.env, ...env } });
    const stream = child.stdio[read] as NodeJS.ReadableStream | null | undefined;
    stream?.on("data", (data: Buffer) => {
      if (first === 0n) first = process.hrtime.bigint();
      text += data.toString();
    });
    child.on("error", reject);
    child.on("close", (code) => {
      if (code !== 0) return reject(new Error(`exit code ${code}: ${program} ${args.join(" ")}`));
      const end = toFirst ? first : process.hrtime.bigint();
      resolve({ seconds: Number(end - start) / 1e9, text });
    });
  });
}
