// One worker of the crew: exports the sessions it is given, and waits when nobody takes what it has made.

import { parentPort, workerData } from "node:worker_threads";
import { openFormat } from "../format/format.ts";
import type { FromWorker, ToWorker } from "./crew.ts";
import type { Job } from "./job.ts";
import { exportSession } from "./session.ts";
import type { Source } from "./sources.ts";

/** Characters made and not yet taken, past which the worker waits. */
const MUCH = 4 * 1024 * 1024;
const BATCH = 64 * 1024;

const port = parentPort;
if (port === null) throw new Error("the worker was started as a program");
const post = (message: FromWorker): void => port.postMessage(message);

const job = workerData as Job;
let untaken = 0;
let resume = (): void => {};

port.on("message", (message: ToWorker) => {
  if (message.kind === "source") {
    // A rejection must end the worker, so that the crew hears of it.
    exportOne(message.source).catch((error: unknown) => {
      process.nextTick(() => {
        throw error;
      });
    });
  } else {
    untaken -= message.characters;
    resume();
  }
});

async function exportOne(source: Source): Promise<void> {
  const format = await openFormat(job.format, { ...job, include: new Set(job.include) });
  let batch = "";
  const send = (): void => {
    if (batch === "") return;
    untaken += batch.length;
    post({ kind: "text", text: batch });
    batch = "";
  };
  const outcome = await exportSession(source, job, format.session(), {
    put(text) {
      batch += text;
      if (batch.length >= BATCH) send();
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
