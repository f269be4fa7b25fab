// Several workers on several sessions: what they make of them comes out in the order of the sessions, as with one.

import { Worker } from "node:worker_threads";

/** What a worker of a crew is started with. */
export interface MateData<Source> {
  readonly data: unknown;
  readonly sources: readonly Source[];
  /** See `Rota`. */
  readonly rota: SharedArrayBuffer;
}

/** So many bytes of a worker's text were taken. */
export interface Taken {
  readonly bytes: number;
}

/** What a worker tells of a session; the last that it tells has the outcome. */
export interface Tidings<Outcome> {
  readonly index: number;
  readonly read: number;
  readonly text: Uint8Array<ArrayBuffer> | null;
  readonly outcome: { readonly value: Outcome } | null;
}

/** Who works: so many threads that run `script`, which calls `joinCrew`, with `data`. Sources and outcomes are plain data. */
export interface Crew {
  readonly script: URL;
  readonly data: unknown;
  readonly size: number;
}

export interface Receiver<Source, Outcome> {
  /** A piece of a session's text in UTF-8; resolved when it was taken. False: nothing more is wanted. */
  readonly take: (text: Uint8Array) => Promise<boolean>;
  /** False: nothing more is wanted. */
  readonly ended: (source: Source, outcome: Outcome) => boolean;
  readonly read: (bytes: number) => void;
}

/** Sessions each worker may be ahead of the one being written: bounds what is read in vain where no more is wanted. */
const AHEAD = 8;

/** Whose turn it is, shared by all: asking the one thread that writes for each session would cost a round trip. */
export class Rota {
  readonly shared: SharedArrayBuffer;
  readonly #counters: Int32Array;

  constructor(shared = new SharedArrayBuffer(8)) {
    this.shared = shared;
    this.#counters = new Int32Array(shared);
  }

  /** Sessions before this one may be taken. */
  open(end: number): void {
    Atomics.store(this.#counters, 1, end);
    Atomics.notify(this.#counters, 1);
  }

  /** The index of a session that nobody else takes, when it is open; null when there are no more of `count`. */
  async take(count: number): Promise<number | null> {
    for (;;) {
      const next = Atomics.load(this.#counters, 0);
      const end = Atomics.load(this.#counters, 1);
      if (next >= count) return null;
      if (next >= end) await Atomics.waitAsync(this.#counters, 1, end).value;
      else if (Atomics.compareExchange(this.#counters, 0, next, next + 1) === next) return next;
    }
  }
}

/** What one session has given so far, until the sessions before it are through. */
interface Slot<Outcome> {
  readonly texts: Uint8Array[];
  worker: Worker | null;
  outcome: { readonly value: Outcome } | null;
}

/** Resolves when all is done, or when the receiver wants no more; rejects when a worker dies. */
export async function runCrew<Source, Outcome>(
  sources: readonly Source[],
  { script, data, size }: Crew,
  receiver: Receiver<Source, Outcome>,
): Promise<void> {
  const slots = sources.map((): Slot<Outcome> => ({ texts: [], worker: null, outcome: null }));
  const rota = new Rota();
  let failure: Error | null = null;
  let wake = (): void => {};

  const workers = Array.from({ length: size }, () => {
    const workerData: MateData<Source> = { data, sources, rota: rota.shared };
    const worker = new Worker(script, { workerData });
    worker.on("message", ({ index, read, text, outcome }: Tidings<Outcome>) => {
      const slot = slots[index];
      if (slot === undefined) return;
      slot.worker = worker;
      slot.outcome = outcome;
      if (text !== null) slot.texts.push(text);
      if (read > 0) receiver.read(read);
      wake();
    });
    worker.on("error", (error) => {
      failure = error instanceof Error ? error : new Error(String(error));
      wake();
    });
    return worker;
  });

  try {
    for (const [current, source] of sources.entries()) {
      const slot = slots[current];
      if (slot === undefined) return;
      rota.open(current + size * AHEAD);
      for (;;) {
        if (failure !== null) throw failure;
        const text = slot.texts.shift();
        if (text !== undefined) {
          if (!(await receiver.take(text))) return;
          slot.worker?.postMessage({ bytes: text.length } satisfies Taken);
        } else if (slot.outcome !== null) {
          break;
        } else {
          await new Promise<void>((resolve) => (wake = resolve));
        }
      }
      if (!receiver.ended(source, slot.outcome.value)) return;
    }
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}
