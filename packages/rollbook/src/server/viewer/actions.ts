// A session's actions as lines of JSON, as `rollbook actions` prints them, in step with whoever reads them.

import { setImmediate as nextTurn } from "node:timers/promises";
import {
  createActionStream,
  createReader,
  createSessionStream,
  type ActionStreamRecord,
  type Reading,
  type ReadOptions,
} from "rollbook-core";
import { ACTIONS_TYPE, type Place } from "rollbook-api";
import { pushFile, sessionFiles, unreadable, type FileEnd, type FilePart } from "../../home/index.ts";
import { createRedactor } from "../../redact/index.ts";
import type { Reply, Sink } from "../http/reply.ts";
import { askFor, type Desk } from "./desk.ts";

const NOTHING: ReadonlySet<never> = new Set();

export async function answerActions(desk: Desk, { session }: Place<"actions">): Promise<Reply> {
  const { library, thread } = askFor(desk, session);
  const [first, ...more] = thread.rollouts;
  const redactor = desk.redact ? createRedactor() : null;
  return {
    kind: "stream",
    type: ACTIONS_TYPE,
    async run(sink) {
      const waiting: ActionStreamRecord[] = [];
      const emit = (record: ActionStreamRecord): void => void waiting.push(record);
      const drain = async (): Promise<boolean> => {
        const records = waiting.splice(0);
        const lines = [];
        for (const record of records) {
          lines.push(`${JSON.stringify(redactor === null ? record : (await redactor.redact(record)).record)}\n`);
        }
        return lines.length === 0 ? !sink.gone.aborted : sink.write(lines.join(""));
      };
      if (first !== undefined && more.length === 0 && first.stem.header.base === null) {
        const { path, name } = first.stem;
        const named = { named: name?.thread_id ?? null, rollout: name?.rollout_id ?? null };
        const stream = createActionStream(
          { file: path, ...named, copied: first.copied, withCopied: false, include: NOTHING },
          emit,
        );
        const end = await readPart({ path, end_ordinal: null, end_offset: null }, stream, drain, sink);
        if (end !== null) stream.end(end);
      } else {
        const files = sessionFiles(library, thread.rollouts, true);
        const stream = createSessionStream({ ...files, withCopied: false, include: NOTHING }, emit);
        for (const part of files.parts) {
          const end = await readPart(part, stream.open(part), drain, sink);
          if (end === null) return;
          stream.close({ ...end, lost: end.lost || end.problem !== null });
        }
        stream.end();
      }
      await drain();
    },
  };
}

type Fed = { readonly read: (reading: Reading) => void } & Required<Pick<ReadOptions, "pass">>;

/** Null when nobody reads any more. */
async function readPart(
  part: FilePart,
  stream: Fed,
  drain: () => Promise<boolean>,
  { gone }: Sink,
): Promise<FileEnd | null> {
  const pass = (outer: string, inner: string): boolean => stream.pass(outer, inner);
  const reader = createReader({ long: "cut", pass, silent: true }, (reading) => stream.read(reading));
  const chunks = pushFile(part, reader);
  for (;;) {
    const step = await chunks.next();
    if (step.done === true) {
      const end = step.value;
      if (end.problem !== null && end.bytes > 0) stream.read(unreadable(end.bytes, end.lines + 1));
      return end;
    }
    await nextTurn();
    if ((await drain()) && !gone.aborted) continue;
    await chunks.return({ bytes: 0, lines: 0, gap: null, lost: false, problem: null });
    return null;
  }
}
