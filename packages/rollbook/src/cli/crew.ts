// Several workers on several sessions: what they make of them comes out in the order of the sessions, as with one.

import { Worker } from "node:worker_threads";

export type ToWorker<Source> =
  | { readonly kind: "source"; readonly source: Source }
  | { readonly kind: "taken"; readonly bytes: number };
export type FromWorker<Outcome> =
  | { readonly kind: "text"; readonly text: Uint8Array<ArrayBuffer> }
  | { readonly kind: "read"; readonly bytes: number }
  | { readonly kind: "done"; readonly outcome: Outcome };

/** Who works: so many threads that run `script` with `data`. Sources and outcomes are plain data. */
export interface Crew {
  readonly script: URL;
  readonly data: unknown;
  readonly size: number;
}

/** What one session has given so far, until the sessions before it are through. */
interface Slot<Outcome> {
  readonly texts: Uint8Array[];
  worker: Worker | null;
  outcome: Outcome | null;
}

export interface Receiver<Source, Outcome> {
  /** A piece of a session's text in UTF-8; resolved when it was taken. False: nothing more is wanted. */
  readonly take: (text: Uint8Array) => Promise<boolean>;
  /** False: nothing more is wanted. */
  readonly ended: (source: Source, outcome: Outcome) => boolean;
  readonly read: (bytes: number) => void;
}

/** Sessions a worker may be ahead of the one being written: bounds what waits in memory. */
const AHEAD = 8;

/** Resolves when all is done, or when the receiver wants no more; rejects when a worker dies. */
export async function runCrew<Source, Outcome>(
  sources: readonly Source[],
  { script, data, size }: Crew,
  receiver: Receiver<Source, Outcome>,
): Promise<void> {
  const slots = sources.map((): Slot<Outcome> => ({ texts: [], worker: null, outcome: null }));
  const workers: Worker[] = [];
  const idle: Worker[] = [];
  const busy = new Map<Worker, Slot<Outcome>>();
  let next = 0;
  let current = 0;
  let failure: Error | null = null;
  let wake = (): void => {};

  const hand = (): void => {
    while (idle.length > 0 && next < sources.length && next < current + size * AHEAD) {
      const source = sources[next];
      const slot = slots[next];
      const worker = idle.pop();
      next += 1;
      if (source === undefined || slot === undefined || worker === undefined) return;
      slot.worker = worker;
      busy.set(worker, slot);
      worker.postMessage({ kind: "source", source } satisfies ToWorker<Source>);
    }
  };

  const listen = (worker: Worker): void => {
    worker.on("message", (message: FromWorker<Outcome>) => {
      const slot = busy.get(worker);
      if (message.kind === "read") receiver.read(message.bytes);
      else if (message.kind === "text") slot?.texts.push(message.text);
      else if (slot !== undefined) {
        slot.outcome = message.outcome;
        idle.push(worker);
        hand();
      }
      wake();
    });
    worker.on("error", (error) => {
      failure = error instanceof Error ? error : new Error(String(error));
      wake();
    });
  };

  for (let count = 0; count < size; count++) {
    const worker = new Worker(script, { workerData: data });
    workers.push(worker);
    idle.push(worker);
    listen(worker);
  }
  try {
    hand();
    for (; current < sources.length; current++) {
      const source = sources[current];
      const slot = slots[current];
      if (source === undefined || slot === undefined) return;
      hand();
      for (;;) {
        if (failure !== null) throw failure;
        const text = slot.texts.shift();
        if (text !== undefined) {
          if (!(await receiver.take(text))) return;
          slot.worker?.postMessage({ kind: "taken", bytes: text.length } satisfies ToWorker<Source>);
        } else if (slot.outcome !== null) {
          break;
        } else {
          await new Promise<void>((resolve) => (wake = resolve));
        }
      }
      if (!receiver.ended(source, slot.outcome)) return;
    }
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}
