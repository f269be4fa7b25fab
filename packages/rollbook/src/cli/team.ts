// Several threads on one list of sources, this one among them: each takes the next until none is left.

import { setImmediate as nextTurn } from "node:timers/promises";
import type { Worker } from "node:worker_threads";

/** Makes of one source what is asked for; tells of the bytes it has read. Sources and outcomes are plain data. */
export type Task<Source, Outcome> = (source: Source, read: (bytes: number) => void) => Promise<Outcome>;

export interface ToMember<Source> {
  readonly sources: readonly Source[];
}

export interface FromMember<Outcome> {
  /** By the index of their sources. */
  readonly outcomes: readonly (readonly [number, Outcome])[];
  /** Nothing more follows. */
  readonly done: boolean;
}

/** What a member is started with. */
export interface MemberData {
  readonly data: unknown;
  readonly board: SharedArrayBuffer;
}

/** Two counters that all members share: the sources that were taken, and blocks of bytes that were read. */
export class Board {
  static readonly BLOCK = 1 << 16;
  readonly shared: SharedArrayBuffer;
  readonly #counters: Int32Array;
  #unsaid = 0;

  constructor(shared = new SharedArrayBuffer(8)) {
    this.shared = shared;
    this.#counters = new Int32Array(shared);
  }

  /** The index of a source that nobody else takes. */
  take(): number {
    return Atomics.add(this.#counters, 0, 1);
  }

  readonly read = (bytes: number): void => {
    this.#unsaid += bytes;
    if (this.#unsaid < Board.BLOCK) return;
    Atomics.add(this.#counters, 1, Math.floor(this.#unsaid / Board.BLOCK));
    this.#unsaid %= Board.BLOCK;
  };

  /** A new list begins. */
  reset(): void {
    this.#counters.fill(0);
  }

  /** Bytes that all have read, but for some kilobytes. */
  get bytes(): number {
    return Atomics.load(this.#counters, 1) * Board.BLOCK;
  }
}

const LOOK_MS = 100;

export interface Team<Source, Outcome> {
  /** How many threads there are, this one among them. */
  readonly size: () => number;
  /** Starts one more; done early, it is ready when there is something to do. */
  start(): void;
  /**
   * One list after the other. Gives each outcome with its source's index, in no order: large sources are taken first.
   * Rejects when a thread dies.
   */
  run(
    sources: readonly Source[],
    sizeOf: (source: Source) => number,
    read: (bytes: number) => void,
    give: (outcome: Outcome, index: number) => void,
  ): Promise<void>;
  /** Ends its threads. */
  end(): void;
}

/** `script` must do what `own` does, by way of `joinTeam` and with `data`. */
export function openTeam<Source, Outcome>(
  script: URL,
  data: unknown,
  own: Task<Source, Outcome>,
): Team<Source, Outcome> {
  const board = new Board();
  const workers: Worker[] = [];
  /** Those that died, perhaps before there was anything to do. */
  const dead = new Map<Worker, Error>();

  /** Resolves when a thread has nothing left to take. */
  function finished(worker: Worker, give: (rank: number, outcome: Outcome) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      const error = dead.get(worker);
      if (error !== undefined) return reject(error);
      const listen = (message: FromMember<Outcome>): void => {
        for (const [rank, outcome] of message.outcomes) give(rank, outcome);
        if (!message.done) return;
        worker.off("message", listen);
        worker.off("error", reject);
        resolve();
      };
      worker.on("message", listen);
      worker.on("error", reject);
    });
  }

  return {
    size: () => workers.length + 1,
    start() {
      // Loaded when there is much to do.
      const { Worker } = process.getBuiltinModule("node:worker_threads");
      const worker = new Worker(script, { workerData: { data, board: board.shared } satisfies MemberData });
      worker.on("error", (error: Error) => dead.set(worker, error));
      workers.push(worker);
    },
    async run(given, sizeOf, read, give) {
      board.reset();
      const order = given
        .map((_, index) => index)
        .toSorted((a, b) => sizeOf(given[b] as Source) - sizeOf(given[a] as Source));
      const sources = order.map((index) => given[index] as Source);
      const done = (rank: number, outcome: Outcome): void => give(outcome, order[rank] ?? -1);
      const others = Promise.all(workers.map((worker) => finished(worker, done)));
      // Awaited below; a thread that dies before that must not end the process.
      others.catch(() => {});
      for (const worker of workers) worker.postMessage({ sources } satisfies ToMember<Source>);
      let told = 0;
      const tell = (): void => {
        const { bytes } = board;
        if (bytes > told) read(bytes - told);
        told = bytes;
      };
      let heard = performance.now();
      const listening: Task<Source, Outcome> = async (source, bytes) => {
        const outcome = await own(source, bytes);
        if (performance.now() - heard < LOOK_MS) return outcome;
        // What the others have done must not pile up.
        await nextTurn();
        heard = performance.now();
        return outcome;
      };
      await takeAll(board, sources, listening, tell, done);
      const looking = setInterval(tell, LOOK_MS);
      try {
        await others;
      } finally {
        clearInterval(looking);
      }
    },
    end() {
      for (const worker of workers) void worker.terminate();
    },
  };
}

/** Does what is left to do of `sources`. */
export async function takeAll<Source, Outcome>(
  board: Board,
  sources: readonly Source[],
  task: Task<Source, Outcome>,
  tell: () => void,
  done: (index: number, outcome: Outcome) => void,
): Promise<void> {
  const read = (bytes: number): void => {
    board.read(bytes);
    tell();
  };
  for (;;) {
    const index = board.take();
    const source = sources[index];
    if (source === undefined) return;
    done(index, await task(source, read));
  }
}
