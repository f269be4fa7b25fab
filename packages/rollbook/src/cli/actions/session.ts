// One session: its bytes through core to text, secrets hidden, in step with whoever takes the text.

import { createActionStream, createReader, type ActionStreamRecord, type Reading } from "rollbook-core";
import { readChunks, STDIN } from "../../home/index.ts";

import type { SessionText } from "../format/format.ts";
import { describeReadError } from "../input.ts";
import { createHiding } from "./hiding.ts";
import type { Job, Outcome } from "./job.ts";
import type { Source } from "./sources.ts";

/** Takes a session's text as it comes. */
export interface Taker {
  readonly put: (text: string) => void;
  /** Called after so many bytes of input; resolves when there may be more, with false when no more is wanted. */
  readonly pause: (bytes: number) => Promise<boolean>;
}

/**
 * Exports one session. A file that cannot be read is an outcome, not an exception: what was read of it before is
 * exported and closed by its `end` record. Nothing is put of a file that could not be opened.
 */
export async function exportSession(source: Source, job: Job, text: SessionText, taker: Taker): Promise<Outcome> {
  const hiding = job.redact ? createHiding() : null;
  const waiting: ActionStreamRecord[] = [];
  const stream = createActionStream(
    { file: source.path, named: source.threadId, withCopied: job.withCopied, include: new Set(job.include) },
    (record) => waiting.push(record),
  );
  let recognised = false;
  let headless = false;
  let last: Reading["at"] = { offset: 0, length: 0, number: 0 };
  const reader = createReader(
    { long: job.include.length > 0 ? "whole" : "cut", pass: (outer, inner) => stream.pass(outer, inner) },
    (reading) => {
      if ((reading.kind === "record" || reading.kind === "passed") && reading.era !== null) recognised = true;
      last = reading.at;
      stream.read(reading);
    },
  );
  const drain = async (): Promise<void> => {
    for (const record of waiting) {
      if (record.record === "session") headless = record.session_id === null;
      const safe = hiding === null ? record : hiding.hide(record);
      // Almost never a promise: waiting for each record would cost more than hiding does.
      taker.put(text.record(safe instanceof Promise ? await safe : safe));
    }
    waiting.length = 0;
  };
  const outcome = (problem: string | null, remark: string | null = null): Outcome => ({
    problem,
    remark,
    hidden: hiding?.hidden() ?? {},
  });

  let bytes = 0;
  let problem: string | null = null;
  try {
    for await (const chunk of readChunks(source.path)) {
      bytes += chunk.length;
      reader.push(chunk);
      await drain();
      if (!(await taker.pause(chunk.length))) return outcome(null);
    }
  } catch (error) {
    problem = describeReadError(error);
    if (bytes === 0) return outcome(problem);
  }
  const totals = reader.end();
  if (problem !== null) {
    const at = { offset: totals.bytes, length: 0, number: last.number + 1 };
    stream.read({
      kind: "damage",
      at,
      damage: { kind: "unreadable", at, message: "The file could not be read further.", salvaged: 0 },
    });
  }
  stream.end(totals);
  await drain();
  taker.put(text.end());
  const name = source.path === STDIN ? "standard input" : source.path;
  if (problem !== null) return outcome(problem);
  if (bytes === 0) return outcome(null, `${name} is empty: no session has been written to it yet`);
  if (recognised) {
    const remark = `${name} has no session header, so nothing says which session it is and its id is null`;
    return outcome(null, headless ? remark : null);
  }
  return outcome(
    `${name} holds no Codex session: nothing in its ${totals.bytes} bytes has the shape of a record; check the path`,
  );
}
