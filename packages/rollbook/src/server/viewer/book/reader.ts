// Asks the thread that reads sessions. It is started beforehand, so that the first answer does not wait for that.

import { setFlagsFromString } from "node:v8";
import { Worker } from "node:worker_threads";
import type { Order } from "./order.ts";
import { memoryOf } from "./page.ts";
import type { Answered, Asked, QuestionName, Questions, ReaderData } from "./questions.ts";
import { createTidy } from "./tidy.ts";

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

/**
 * Reading makes much that is dead a moment later, and is looked through as it goes. V8 itself lets half of what lives lie
 * dead before it looks, for answers wait while it does, and keeps no more room than it needs. Where there is a compiler
 * before its last one, that takes more memory than it saves time.
 */
const FRUGAL = [
  "--heap-growing-percent=50",
  "--optimize-for-size",
  ...(Number.parseInt(process.versions.node, 10) >= 26 ? ["--no-turbofan"] : []),
];
/** Megabytes. */
const LIMITS = { maxOldGenerationSizeMb: 2048, maxYoungGenerationSizeMb: 8 } as const;

interface Waiting {
  readonly resolve: (answer: never) => void;
  readonly reject: (error: Error) => void;
}

/** A thread with what it was asked and has not answered. */
interface Asking {
  readonly thread: Worker;
  readonly waiting: Map<number, Waiting>;
}

/** `script`: what the thread runs. */
export function startReader(data: ReaderData, script = SCRIPT): Reader {
  for (const flag of FRUGAL) setFlagsFromString(flag);
  const tidy = createTidy();
  let last = 0;
  let closed = false;
  let worker: Asking | null = start();

  function start(): Asking {
    const thread = new Worker(script, { workerData: data, resourceLimits: LIMITS });
    // What one thread was asked no other can answer.
    const waiting = new Map<number, Waiting>();
    const asking: Asking = { thread, waiting };
    // A server ends by being closed, and not by its reader.
    thread.unref();
    thread.on("message", (told: Answered) => {
      const asked = waiting.get(told.id);
      waiting.delete(told.id);
      if ("answer" in told) tidy.gave(memoryOf(told.answer).reduce((sum, { byteLength }) => sum + byteLength, 0));
      if ("failure" in told) asked?.reject(Object.assign(new Error(told.failure), { stack: told.stack }));
      else asked?.resolve(told.answer as never);
    });
    // One that died of a session is followed by another, when somebody asks.
    const end = (error: Error): void => {
      if (worker === asking) worker = null;
      for (const { reject } of waiting.values()) reject(error);
      waiting.clear();
    };
    thread.on("error", (error) => end(error instanceof Error ? error : new Error(String(error))));
    thread.on("exit", () => end(new Error("the thread that reads sessions has ended; ask again")));
    return asking;
  }

  return {
    ask<Name extends QuestionName>(name: Name, order: Order, ask: Questions[Name]["ask"]) {
      last += 1;
      const id = last;
      return new Promise<Questions[Name]["answer"]>((resolve, reject) => {
        if (closed) {
          reject(new Error("the viewer is being closed"));
          return;
        }
        const { thread, waiting } = (worker ??= start());
        waiting.set(id, { resolve, reject });
        thread.postMessage({ id, name, order, ask } satisfies Asked<Name>);
      });
    },
    async close() {
      closed = true;
      await worker?.thread.terminate();
    },
  };
}
