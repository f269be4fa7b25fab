// The thread that reads sessions for the viewer, so that whoever asks for anything else is not kept waiting.

import { parentPort, workerData } from "node:worker_threads";
import { ANSWERS } from "./answers.ts";
import type { Answered, Asked, QuestionName, ReaderData } from "./questions.ts";
import { memoryOf } from "./page.ts";
import { rehearse } from "./rehearsal.ts";
import { createShelf } from "./shelf.ts";
import { createTidy } from "./tidy.ts";

const port = parentPort;
if (port === null) throw new Error("the worker was started as a program");
const { directories } = workerData as ReaderData;
const tidy = createTidy();
const shelf = createShelf({ stop: new AbortController().signal, directories, rest: tidy.all });

port.on("message", (asked: Asked) => {
  const { id } = asked;
  answer(asked).then(
    (given) => {
      const memory = memoryOf(given);
      const size = memory.reduce((sum, { byteLength }) => sum + byteLength, 0);
      port.postMessage({ id, answer: given } satisfies Answered, memory);
      // What an answer is made of is unpacked for it, and is as much again.
      tidy.gave(2 * size);
      return undefined;
    },
    (error: unknown) => {
      const { message, stack = "" } = error instanceof Error ? error : new Error(String(error));
      port.postMessage({ id, failure: message, stack } satisfies Answered);
    },
  );
});

// Whatever becomes of it, whoever asks is answered.
rehearse(directories).catch(() => {});

async function answer<Name extends QuestionName>({ name, order, ask }: Asked<Name>) {
  return ANSWERS[name](await shelf.open(order), ask, order);
}
