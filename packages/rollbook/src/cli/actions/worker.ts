// One worker of the crew: exports the sessions it is given, and waits when nobody takes what it has made.

import { parentPort, workerData } from "node:worker_threads";
import { openFormat } from "../format/format.ts";
import type { FromWorker, ToWorker } from "../crew.ts";
import type { Job, Outcome } from "./job.ts";
import { exportSession } from "./session.ts";
import type { Source } from "./sources.ts";

/** Bytes made and not yet taken, past which the worker waits. */
const MUCH = 4 * 1024 * 1024;
const BATCH = 64 * 1024;

const port = parentPort;
if (port === null) throw new Error("the worker was started as a program");
const post = (message: FromWorker<Outcome>, own: readonly ArrayBuffer[] = []): void =>
  port.postMessage(message, [...own]);
const encoder = new TextEncoder();

const job = workerData as Job;
let untaken = 0;
let resume = (): void => {};

port.on("message", (message: ToWorker<Source>) => {
  if (message.kind === "source") {
    // A rejection must end the worker, so that the crew hears of it.
    exportOne(message.source).catch((error: unknown) => {
      process.nextTick(() => {
        throw error;
      });
    });
  } else {
    untaken -= message.bytes;
    resume();
  }
});

async function exportOne(source: Source): Promise<void> {
  const format = await openFormat(job.format, { ...job, include: new Set(job.include) });
  let batch: string[] = [];
  let characters = 0;
  const send = (): void => {
    if (characters === 0) return;
    // Bytes are handed over as they are, where a string would be copied twice and made into bytes by the one thread
    // that all workers wait for.
    const text = encoder.encode(batch.join(""));
    batch = [];
    characters = 0;
    untaken += text.length;
    post({ kind: "text", text }, [text.buffer]);
  };
  const outcome = await exportSession(source, job, format.session(), {
    put(text) {
      batch.push(text);
      characters += text.length;
      if (characters >= BATCH) send();
    },
    async pause(bytes) {
      send();
      post({ kind: "read", bytes });
      while (untaken > MUCH) await new Promise<void>((resolve) => (resume = resolve));
      return true;
    },
  });
  send();
  post({ kind: "done", outcome });
}
