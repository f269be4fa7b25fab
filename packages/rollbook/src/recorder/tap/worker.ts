// The recording thread. Whatever becomes of it, the thread that forwards goes on.

import { parentPort, workerData } from "node:worker_threads";
import type { FromRecorder, RecorderData, ToRecorder } from "./messages.ts";
import { Recorder } from "./record/recorder.ts";

const port = parentPort;
if (port === null) throw new Error("this is a worker of the recorder");
const recorder = new Recorder(workerData as RecorderData, (message: FromRecorder) => port.postMessage(message));

let waiting: ToRecorder[] = [];
let busy = false;
port.on("message", (message: ToRecorder) => {
  waiting.push(message);
  if (!busy) void work();
});

async function work(): Promise<void> {
  busy = true;
  while (waiting.length > 0) {
    const batch = waiting;
    waiting = [];
    for (const message of batch) await recorder.take(message);
  }
  busy = false;
}

port.postMessage({ kind: "ready" } satisfies FromRecorder);
