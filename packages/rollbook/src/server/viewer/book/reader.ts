// Asks the thread that reads sessions. It is started beforehand, so that the first answer does not wait for that.

import { setFlagsFromString } from "node:v8";
import { Worker } from "node:worker_threads";
import type { Order } from "./order.ts";
import type { Answered, Asked, QuestionName, Questions, ReaderData } from "./questions.ts";

export interface Reader {
  /** Rejects where the session cannot be read, with a sentence. */
  readonly ask: <Name extends QuestionName>(
    name: Name,
    order: Order,
    ask: Questions[Name]["ask"],
  ) => Promise<Questions[Name]["answer"]>;
  readonly close: () => Promise<void>;
}

const SCRIPT = new URL(import.meta.url.endsWith(".ts") ? "./worker.ts" : "./book-worker.js", import.meta.url);

/** Percent of what lives that V8 lets lie dead before it looks: reading makes much that is dead a moment later. */
const DEAD = 20;
/** Megabytes. */
const LIMITS = { maxOldGenerationSizeMb: 2048, maxYoungGenerationSizeMb: 8 } as const;

interface Waiting {
  readonly resolve: (answer: never) => void;
  readonly reject: (error: Error) => void;
}

export function startReader(data: ReaderData): Reader {
  setFlagsFromString(`--heap-growing-percent=${DEAD}`);
  let last = 0;
  let closed = false;
  let worker = start();
  const waiting = new Map<number, Waiting>();

  function start(): Worker {
    const started = new Worker(SCRIPT, { workerData: data, resourceLimits: LIMITS });
    // A server ends by being closed, and not by its reader.
    started.unref();
    started.on("message", (told: Answered) => {
      const asked = waiting.get(told.id);
      waiting.delete(told.id);
      if ("failure" in told) asked?.reject(Object.assign(new Error(told.failure), { stack: told.stack }));
      else asked?.resolve(told.answer as never);
    });
    started.on("error", (error) => {
      for (const { reject } of waiting.values()) reject(error instanceof Error ? error : new Error(String(error)));
      waiting.clear();
    });
    // One that died of a session is followed by another.
    started.on("exit", () => {
      if (!closed && worker === started) worker = start();
    });
    return started;
  }

  return {
    ask<Name extends QuestionName>(name: Name, order: Order, ask: Questions[Name]["ask"]) {
      last += 1;
      const id = last;
      return new Promise<Questions[Name]["answer"]>((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        worker.postMessage({ id, name, order, ask } satisfies Asked<Name>);
      });
    },
    async close() {
      closed = true;
      await worker.terminate();
    },
  };
}
