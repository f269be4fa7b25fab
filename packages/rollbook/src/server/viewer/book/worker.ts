// The thread that reads sessions for the viewer, so that whoever asks for anything else is not kept waiting.

import { parentPort, workerData } from "node:worker_threads";
import { ANSWERS } from "./answers.ts";
import type { Answered, Asked, QuestionName, ReaderData } from "./questions.ts";
import { createShelf } from "./shelf.ts";

const port = parentPort;
if (port === null) throw new Error("the worker was started as a program");
const { directories } = workerData as ReaderData;
const shelf = createShelf({ stop: new AbortController().signal, directories });

port.on("message", (asked: Asked) => {
  const { id } = asked;
  answer(asked).then(
    (given) => {
      const bytes = given instanceof Uint8Array && given.buffer instanceof ArrayBuffer ? [given.buffer] : [];
      port.postMessage({ id, answer: given } satisfies Answered, bytes);
      return undefined;
    },
    (error: unknown) => {
      const { message, stack = "" } = error instanceof Error ? error : new Error(String(error));
      port.postMessage({ id, failure: message, stack } satisfies Answered);
    },
  );
});

async function answer<Name extends QuestionName>({ name, order, ask }: Asked<Name>) {
  return ANSWERS[name](await shelf.open(order), ask, order);
}
