// One worker of a refresh: fills one shard.

import { parentPort, workerData } from "node:worker_threads";
import { createIndexer } from "./indexer.ts";
import type { FromFiller, ToFiller, FillerData } from "./pool.ts";

const port = parentPort;
if (port === null) throw new Error("the worker was started as a program");
const post = (message: FromFiller): void => port.postMessage(message);
const { place, shard, settle } = workerData as FillerData;
const indexer = createIndexer(place, shard, { much: settle });

/** Bytes that are told at once: each message takes a while. */
const MUCH = 4 << 20;
let bytes = 0;

function tell(kind: FromFiller["kind"]): void {
  post({ kind, bytes });
  bytes = 0;
}

port.on("message", (message: ToFiller) => {
  answer(message).then(
    () => tell("done"),
    (error: unknown) => {
      // A rejection must end the worker, so that the pool hears of it.
      process.nextTick(() => {
        throw error;
      });
    },
  );
});

async function answer(message: ToFiller): Promise<void> {
  switch (message.kind) {
    case "add":
      await indexer.add(message.job, (read) => {
        bytes += read;
        if (bytes >= MUCH) tell("read");
      });
      break;
    case "tidy":
      indexer.remove(message.gone);
      indexer.rename(message.renamed);
      break;
    case "end":
      indexer.flush();
      if (settle) indexer.settle();
      indexer.close();
      break;
  }
}
