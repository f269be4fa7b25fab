// One session: its bytes through core to text, secrets hidden, in step with whoever takes the text.

import {
  createActionStream,
  createReader,
  createSessionStream,
  type ActionStream,
  type ActionStreamRecord,
  type ReadOptions,
} from "rollbook-core";
import { pushFile, STDIN, unreadable, type FileEnd, type FilePart, type SessionFiles } from "../../home/index.ts";
import type { SessionText } from "../format/format.ts";
import { describeReadError } from "../input.ts";
import { createHiding } from "./hiding.ts";
import { addingOf } from "./recorded.ts";
import type { Job, Outcome } from "./job.ts";
import type { Source } from "./sources.ts";

/** Takes a session's text as it comes. */
export interface Taker {
  readonly put: (text: string) => void;
  /** Called after so many bytes of input; resolves when there may be more, with false when no more is wanted. */
  readonly pause: (bytes: number) => Promise<boolean>;
}

/** How a file was read, and whether anything in it was a record. */
interface PartEnd extends FileEnd {
  readonly recognised: boolean;
}

/**
 * Exports one session. A file that cannot be read is an outcome, not an exception: what was read of it before is
 * exported and closed by its `end` record. Nothing is put of a file that could not be opened.
 */
export async function exportSession(source: Source, job: Job, text: SessionText, taker: Taker): Promise<Outcome> {
  const hiding = job.redact ? createHiding() : null;
  const waiting: ActionStreamRecord[] = [];
  const emit = (record: ActionStreamRecord): unknown => waiting.push(record);
  let headless = false;
  let add = (record: ActionStreamRecord): readonly ActionStreamRecord[] => [record];
  const troubles: string[] = [];

  const drain = async (): Promise<void> => {
    for (const record of waiting) {
      if (record.record === "session") {
        headless = record.session_id === null;
        const adding = await addingOf(source, record);
        if (adding !== null) {
          add = adding.add;
          troubles.push(...adding.problems);
        }
      }
      for (const whole of add(record)) {
        const safe = hiding === null ? whole : hiding.hide(whole);
        // Almost never a promise: waiting for each record would cost more than hiding does.
        taker.put(text.record(safe instanceof Promise ? await safe : safe));
      }
    }
    waiting.length = 0;
  };
  const close = async (): Promise<void> => {
    await drain();
    taker.put(text.end());
  };
  const outcome = (problems: readonly string[], remarks: readonly string[] = []): Outcome => ({
    problems,
    remarks: [...remarks, ...troubles],
    hidden: hiding?.hidden() ?? {},
  });

  /** Null when no more is wanted. */
  async function readPart(part: FilePart, stream: Fed): Promise<PartEnd | null> {
    let recognised = false;
    const long = job.include.length > 0 ? "whole" : "cut";
    const pass = (outer: string, inner: string): boolean => stream.pass(outer, inner);
    const reader = createReader({ long, pass, silent: true }, (reading) => {
      if ((reading.kind === "record" || reading.kind === "passed") && reading.era !== null) recognised = true;
      stream.read(reading);
    });
    const chunks = pushFile(part, reader);
    for (;;) {
      const step = await chunks.next();
      if (step.done === true) {
        const end = step.value;
        if (end.problem !== null && end.bytes > 0) stream.read(unreadable(end.bytes, end.lines + 1));
        return { ...end, recognised };
      }
      await drain();
      if (await taker.pause(step.value)) continue;
      await chunks.return(NOT_READ);
      return null;
    }
  }

  async function exportFile(): Promise<Outcome> {
    const { path, threadId: named, rolloutId: rollout, copied } = source;
    const include = new Set(job.include);
    const options = { file: path, named, rollout, copied, withCopied: job.withCopied, include };
    const stream = createActionStream(options, emit);
    const end = await readPart({ path, end_ordinal: null, end_offset: null }, stream);
    if (end === null) return outcome([]);
    const { bytes, problem, recognised } = end;
    if (problem !== null && bytes === 0) return outcome([describeReadError(problem)]);
    stream.end(end);
    await close();
    if (problem !== null) return outcome([describeReadError(problem)]);
    const name = path === STDIN ? "standard input" : path;
    if (bytes === 0) return outcome([], [`${name} is empty: no session has been written to it yet`]);
    if (!recognised) return outcome([describeStranger(name, bytes)]);
    const remark = `${name} has no session header, so nothing says which session it is and its id is null`;
    return outcome([], headless ? [remark] : []);
  }

  async function exportChain(chain: SessionFiles): Promise<Outcome> {
    const { withCopied } = job;
    const problems: string[] = [];
    const remarks = [...chain.gaps];
    const stream = createSessionStream({ ...chain, withCopied, include: new Set(job.include) }, emit);
    for (const part of chain.parts) {
      const end = await readPart(part, stream.open(part));
      if (end === null) return outcome([]);
      stream.close({ ...end, lost: end.lost || end.problem !== null });
      if (end.gap !== null) remarks.push(end.gap);
      if (end.problem !== null) problems.push(describeReadError(end.problem));
      else if (!end.recognised && end.bytes > 0) problems.push(describeStranger(part.path, end.bytes));
    }
    stream.end();
    await close();
    return outcome(problems, remarks);
  }

  return source.chain === null ? await exportFile() : await exportChain(source.chain);
}

type Fed = Pick<ActionStream, "read"> & Required<Pick<ReadOptions, "pass">>;

const NOT_READ: FileEnd = { bytes: 0, lines: 0, gap: null, lost: false, problem: null };

function describeStranger(name: string, bytes: number): string {
  return `${name} holds no Codex session: nothing in its ${bytes} bytes has the shape of a record; check the path`;
}
