// The recording thread. Whatever becomes of it, the thread that forwards goes on.

import { parentPort, workerData } from "node:worker_threads";
import type { FromRecorder, RecorderData, ToRecorder } from "./messages.ts";
import { Recorder } from "./record/recorder.ts";

const port = parentPort;
if (port === null) throw new Error("this is a worker of the recorder");
const recorder = new Recorder(workerData as RecorderData, (message: FromRecorder) => port.postMessage(message));

const queue: ToRecorder[] = [];
let busy = false;
port.on("message", (message: ToRecorder) => {
  queue.push(message);
  if (!busy) void work();
});

async function work(): Promise<void> {
  busy = true;
  // By index: shifting a long queue would cost more than the work.
  for (let at = 0; at < queue.length; at++) {
    const message = queue[at];
    if (message !== undefined) await recorder.take(message);
  }
  queue.length = 0;
  busy = false;
}

port.postMessage({ kind: "ready" } satisfies FromRecorder);
