// One worker of the crew: reads the sessions it is given.

import { parentPort, workerData } from "node:worker_threads";
import type { PriceTable } from "rollbook-core/usage";
import type { SessionFiles } from "../../home/index.ts";
import type { FromWorker, ToWorker } from "../crew.ts";
import type { Told } from "../../listing/index.ts";
import { createSessionReader } from "./read.ts";

const port = parentPort;
if (port === null) throw new Error("the worker was started as a program");
const readSession = createSessionReader(workerData as PriceTable);
const post = (message: FromWorker<Told>): void => port.postMessage(message);

port.on("message", (message: ToWorker<SessionFiles>) => {
  if (message.kind !== "source") return;
  // A rejection must end the worker, so that the crew hears of it.
  readSession(message.source, (bytes) => post({ kind: "read", bytes })).then(
    (outcome) => post({ kind: "done", outcome }),
    (error: unknown) => {
      process.nextTick(() => {
        throw error;
      });
    },
  );
});
