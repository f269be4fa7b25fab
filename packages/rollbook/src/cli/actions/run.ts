// rollbook actions: what sessions did, as a stream of records or in another form.

import type { Run } from "../command.ts";
import { EXIT } from "../exit.ts";
import { describeHidden } from "../hidden.ts";
import { openFormat } from "../format/format.ts";
import { openOutputFile } from "../output/file.ts";
import { homesOf } from "../operand.ts";
import { openStdout } from "../output/stdout.ts";
import { showProgress } from "../progress.ts";
import type { Outcome } from "./job.ts";
import { boundMemory } from "../memory.ts";
import { boundCompiling } from "../tiers.ts";
import { type ActionsOptions, readActionsOptions } from "./options.ts";
import { exportSession } from "./session.ts";
import { findSessions } from "./sessions.ts";
import { findSingleFiles, type Source } from "./sources.ts";

/** Below this many bytes a second worker takes longer to start than it saves. */
const WORTH_A_WORKER = 16 * 1024 * 1024;

const WORKER = new URL(import.meta.url.endsWith(".ts") ? "./worker.ts" : "./worker.js", import.meta.url);

export const runActions: Run = async (invocation, console) => {
  const options = readActionsOptions(invocation, console);
  const { sources, problems, remarks } = options.singleFile
    ? findSingleFiles(options.paths)
    : findSessions({
        operands: options.paths,
        homes: homesOf(invocation, console.env),
        withCopied: options.job.withCopied,
        note: console.note,
      });
  const format = await openFormat(options.job.format, { ...options.job, include: new Set(options.job.include) });
  const output =
    options.output === null
      ? openStdout()
      : openOutputFile(
          options.output,
          sources.flatMap(({ path, chain }) => chain?.parts.map((part) => part.path) ?? [path]),
          console.env,
        );
  const progress = showProgress(
    console,
    sources.reduce((sum, { bytes }) => sum + bytes, 0),
  );
  const hidden = new Map<string, number>();
  let failed = problems.length > 0;

  const say = (line: string): void => {
    progress.clear();
    console.note(`rollbook: ${line}`);
  };
  const ended = ({ problems: faults, remarks: asides, hidden: spans }: Outcome): void => {
    if (faults.length > 0) failed = true;
    for (const line of [...faults, ...asides]) say(line);
    for (const [rule, count] of Object.entries(spans)) hidden.set(rule, (hidden.get(rule) ?? 0) + count);
  };

  for (const line of [...problems, ...remarks]) say(line);
  if (sources.length === 0) {
    output.discard();
    return EXIT.input;
  }
  const size = crewSize(options, sources);
  const much = sources.reduce((sum, { path, bytes }) => sum + (path === "-" ? Number.POSITIVE_INFINITY : bytes), 0);
  boundMemory(much);
  boundCompiling(much / size);
  try {
    output.write(format.open);
    let before = false;
    let first = true;
    const put = (text: string | Uint8Array): void => {
      if (text.length === 0) return;
      if (first && before) output.write(format.between);
      first = false;
      before = true;
      output.write(text);
    };
    const settle = async (): Promise<boolean> => {
      await output.settle();
      return !output.isClosed();
    };
    if (size > 1) {
      const { runCrew } = await import("../crew.ts");
      await runCrew<Source, Outcome>(
        sources,
        { script: WORKER, data: options.job, size },
        {
          take(text) {
            put(text);
            return settle();
          },
          ended(_, outcome) {
            ended(outcome);
            first = true;
            return true;
          },
          read: progress.add,
        },
      );
    } else {
      for (const source of sources) {
        const pause = (bytes: number): Promise<boolean> => {
          progress.add(bytes);
          return settle();
        };
        ended(await exportSession(source, options.job, format.session(), { put, pause }));
        first = true;
        if (!(await settle())) break;
      }
    }
    output.write(format.close);
    await output.finish();
  } catch (error) {
    output.discard();
    throw error;
  } finally {
    progress.clear();
  }
  if (hidden.size > 0) say(describeHidden(hidden));
  return failed ? EXIT.input : EXIT.ok;
};

function crewSize({ jobs, jobsAsked }: ActionsOptions, sources: readonly Source[]): number {
  // Standard input belongs to this thread.
  if (sources.some(({ path }) => path === "-")) return 1;
  const bytes = sources.reduce((sum, source) => sum + source.bytes, 0);
  return jobsAsked || bytes >= WORTH_A_WORKER ? Math.min(jobs, sources.length) : 1;
}
