// A session out of files on this machine: read by a worker, without a server.

import type { Entry, News, Source, Whereabouts } from "./contract.ts";
import type { FromWorker, QuestionName, Questions } from "./messages.ts";

interface Waiting {
  readonly resolve: (answer: never) => void;
  readonly reject: (error: Error) => void;
}

/** Of several files the last one by its name names the session. */
export function openFiles(files: readonly File[], key: string): Source {
  let worker: Worker | null = null;
  let tell: ((news: News) => void) | null = null;
  let last = 0;
  const waiting = new Map<number, Waiting>();

  function start(): Worker {
    const started = new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: "rollout" });
    started.addEventListener("message", ({ data }: MessageEvent<FromWorker>) => {
      if ("news" in data) return tell?.(data.news);
      const one = waiting.get(data.id);
      waiting.delete(data.id);
      if ("failure" in data) one?.reject(new Error(data.failure));
      else one?.resolve(data.answer as never);
    });
    started.addEventListener("error", ({ message }) => {
      const failure = `The files could not be read: ${message}`;
      tell?.({ turns: [], rows: [], facts: null, read: 0, size: 0, done: true, failure });
    });
    started.postMessage({ open: files });
    return started;
  }

  function ask<Name extends QuestionName>(name: Name, ask: Questions[Name]["ask"]): Promise<Questions[Name]["answer"]> {
    last += 1;
    const id = last;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      worker?.postMessage({ id, name, ask });
    });
  }

  return {
    key,
    name:
      files
        .map(({ name }) => name)
        .toSorted()
        .at(-1) ?? "",
    open(listener) {
      tell = listener;
      worker = start();
      return () => {
        worker?.terminate();
        worker = null;
        tell = null;
        waiting.clear();
      };
    },
    entries: (positions): Promise<readonly Entry[]> => ask("entries", positions),
    part: (position, part) => ask("part", { position, part }),
    image: (position, image) => ask("image", { position, image }),
    json: (position) => ask("json", position),
    bytes: (at: Whereabouts) => ask("bytes", at),
    // Prices are the server's business.
    cost: () => Promise.resolve(null),
    recorded: () => Promise.resolve(null),
    files: () => ask("files", null),
    state: (path, turn) => ask("state", { path, turn }),
    touching: null,
    // Rules that know secrets, and who writes the page, are on the machine.
    share: null,
    search: (words) => ask("search", words),
  };
}
