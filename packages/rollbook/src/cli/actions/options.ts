// The command line of `rollbook actions` → a job and how to run it.

import { availableParallelism } from "node:os";
import type { Invocation } from "../command.ts";
import { FORMATS, INCLUDES } from "../commands.ts";
import type { Console } from "../console.ts";
import { EXIT, Failure } from "../exit.ts";
import type { Job } from "./job.ts";

export interface ActionsOptions {
  readonly paths: readonly string[];
  /** Each file by itself, whatever it goes on from. */
  readonly singleFile: boolean;
  readonly job: Job;
  /** Files read at a time: as asked, else one for each processor. */
  readonly jobs: number;
  /** They were asked for, so they are started however little there is to read. */
  readonly jobsAsked: boolean;
  /** Where to write; null is standard output. */
  readonly output: string | null;
}

/** Throws `Failure` (usage) for values that make no sense. */
export function readActionsOptions({ operands, flags, values }: Invocation, console: Console): ActionsOptions {
  if (operands.filter((path) => path === "-").length > 1) {
    throw new Failure(EXIT.usage, "standard input (-) can be read once only; name it once");
  }
  const asked = values.get("jobs")?.at(-1);
  const jobs = asked === undefined ? availableParallelism() : Number(asked);
  if (!Number.isInteger(jobs) || jobs < 1 || jobs > 64) {
    throw new Failure(EXIT.usage, `--jobs needs a number from 1 to 64, not "${asked}" (see: rollbook actions --help)`);
  }
  const output = values.get("output")?.at(-1) ?? null;
  const include = values.get("include") ?? [];
  const toFile = output !== null;
  return {
    paths: operands,
    singleFile: flags.has("single-file"),
    job: {
      format: FORMATS.find((name) => name === values.get("format")?.at(-1)) ?? "jsonl",
      include: INCLUDES.filter((name) => include.includes(name)),
      withCopied: flags.has("with-copied"),
      redact: !flags.has("no-redact"),
      columns: toFile && console.env["COLUMNS"] === undefined ? Number.POSITIVE_INFINITY : console.columns,
      colour: console.colour && !toFile,
    },
    jobs,
    jobsAsked: asked !== undefined,
    output,
  };
}
