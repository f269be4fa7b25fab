// A worker of a crew: takes one session after the other until none is left, and waits when nobody takes what it has made.

import { parentPort, workerData } from "node:worker_threads";
import { Rota, type MateData, type Taken, type Tidings } from "./crew.ts";

/** Where the work on a session leaves what comes of it. */
export interface Hands {
  readonly put: (text: string) => void;
  readonly read: (bytes: number) => void;
  /** Resolves when more may be made. */
  readonly settle: () => Promise<void>;
}

export type Work<Source, Outcome> = (source: Source, hands: Hands) => Promise<Outcome>;

/** Bytes made and not yet taken, past which a worker waits. */
const MUCH = 4 * 1024 * 1024;
/** Characters of text, and bytes read, that are told of at once. */
const BATCH = 64 * 1024;
const STEP = 1024 * 1024;

/** Called when the thread starts. `make` is given the crew's data. */
export function joinCrew<Data, Source, Outcome>(make: (data: Data) => Promise<Work<Source, Outcome>>): void {
  const port = parentPort;
  if (port === null) throw new Error("the worker was started as a program");
  const { data, sources, rota: shared } = workerData as MateData<Source>;
  const rota = new Rota(shared);
  const encoder = new TextEncoder();
  let untaken = 0;
  let resume = (): void => {};

  port.on("message", ({ bytes }: Taken) => {
    untaken -= bytes;
    resume();
  });

  async function workOn(index: number, source: Source, work: Work<Source, Outcome>): Promise<void> {
    let batch: string[] = [];
    let characters = 0;
    let read = 0;
    const tell = (outcome: Tidings<Outcome>["outcome"]): void => {
      // Bytes are handed over as they are, where a string would be copied twice and made into bytes by the one thread
      // that all workers wait for.
      const text = characters === 0 ? null : encoder.encode(batch.join(""));
      untaken += text?.length ?? 0;
      port?.postMessage({ index, read, text, outcome } satisfies Tidings<Outcome>, text === null ? [] : [text.buffer]);
      batch = [];
      characters = 0;
      read = 0;
    };
    const value = await work(source, {
      put(text) {
        batch.push(text);
        characters += text.length;
        if (characters >= BATCH) tell(null);
      },
      read(bytes) {
        read += bytes;
        if (read >= STEP) tell(null);
      },
      async settle() {
        while (untaken > MUCH) await new Promise<void>((resolve) => (resume = resolve));
      },
    });
    tell({ value });
  }

  async function workOnAll(): Promise<void> {
    const work = await make(data as Data);
    for (;;) {
      const index = await rota.take(sources.length);
      if (index === null) return;
      await workOn(index, sources[index] as Source, work);
    }
  }

  workOnAll().catch((error: unknown) => {
    // A rejection must end the worker, so that the crew hears of it.
    process.nextTick(() => {
      throw error;
    });
  });
}
