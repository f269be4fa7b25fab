// One worker of `rollbook stats`: counts the files it is given.

import { parentPort, workerData } from "node:worker_threads";
import type { FromWorker, ToWorker } from "../crew.ts";
import { createCount } from "./count.ts";
import type { Job, Outcome, Subject } from "./job.ts";

const port = parentPort;
if (port === null) throw new Error("the worker was started as a program");
const post = (message: FromWorker<Outcome>): void => port.postMessage(message);
const count = createCount(workerData as Job);

port.on("message", (message: ToWorker<Subject>) => {
  if (message.kind !== "source") return;
  const read = (bytes: number): void => post({ kind: "read", bytes });
  count(message.source, read).then(
    (outcome) => post({ kind: "done", outcome }),
    // A rejection must end the worker, so that the crew hears of it.
    (error: unknown) => {
      process.nextTick(() => {
        throw error;
      });
    },
  );
});
