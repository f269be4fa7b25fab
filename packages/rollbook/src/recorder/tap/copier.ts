// The forwarding thread's end of the recording: copies bytes to the other thread and never waits for it.

import { Worker } from "node:worker_threads";
import type { TapOptions, TapReport } from "./contract.ts";
import type { FromRecorder, RecorderData, Side, ToRecorder } from "./messages.ts";
import { RingWriter } from "./ring.ts";
import { Sweeper } from "./sweep.ts";

const SCRIPT = new URL(import.meta.url.endsWith(".ts") ? "./worker.ts" : "./record-worker.js", import.meta.url);

/** Bytes, and pieces, that may wait to be recorded. */
const RING = 4 * 1024 * 1024;
const PIECES = 1 << 14;
/**
 * How long reading may be held up where there is no room: model and network are slower than the recording, and what
 * comes faster is worth the moment. Where that does not help, nothing is held up again until all is recorded.
 */
const MOMENT_MS = 100;

const LIMITS = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 2 } as const;
/** How many different troubles are told. */
const TROUBLES = 20;
/** How long the end waits for a recording that does not move on. */
const PATIENCE_MS = 10_000;

export class Copier {
  readonly #options: TapOptions;
  readonly #ring = new RingWriter(RING, PIECES);
  readonly #sweeper = new Sweeper();
  readonly #worker: Worker;
  readonly #unwatch: () => void;
  readonly #troubles = new Set<string>();
  readonly #gone: Promise<void>;
  #end: () => void = () => {};
  #ready: () => void = () => {};
  /** Why there is no recording any more. */
  #dead: string | null = null;
  #lost = 0;
  /** A moment did not help. */
  #behind = false;

  private constructor(options: TapOptions) {
    this.#options = options;
    const data: RecorderData = { run_id: options.run_id, spool: options.spool, ring: this.#ring.shared };
    this.#worker = new Worker(SCRIPT, { workerData: data, resourceLimits: LIMITS, stdin: false });
    this.#gone = new Promise((done) => (this.#end = done));
    this.#worker.on("message", (message: FromRecorder) => this.#hear(message));
    this.#worker.on("error", (error) => this.#die(error instanceof Error ? error.message : String(error)));
    this.#worker.on("exit", () => this.#die("its thread ended"));
    this.#unwatch = options.secrets.watch((value) => this.tell({ kind: "secret", value }));
  }

  /** Resolves when the recording takes things, or when it is clear that it never will. */
  static async start(options: TapOptions): Promise<Copier> {
    const copier = new Copier(options);
    await Promise.race([new Promise<void>((done) => (copier.#ready = done)), copier.#gone]);
    return copier;
  }

  tell(message: ToRecorder): void {
    if (this.#dead === null) this.#worker.postMessage(message);
  }

  /** False when there is no room for the bytes. */
  copy(id: number, side: Side, at: number, bytes: Uint8Array): boolean {
    this.#sweeper.passed(bytes.length);
    const span = this.#dead === null ? this.#ring.put(bytes) : null;
    if (span === null) return false;
    this.tell({ kind: "bytes", id, side, at, span });
    return true;
  }

  /** Settles when there is room for so many bytes, or after a moment; null where it is not worth waiting. */
  room(bytes: number): Promise<void> | null {
    if (this.#behind && this.#ring.used === 0) this.#behind = false;
    if (this.#behind || this.#dead !== null) return null;
    const begun = performance.now();
    return new Promise((done) => {
      const look = (): void => {
        if (this.#dead !== null || this.#ring.fits(bytes)) return done();
        if (performance.now() - begun < MOMENT_MS) return void setTimeout(look, 1);
        this.#behind = true;
        done();
      };
      setTimeout(look, 1);
    });
  }

  /** Counts bytes that were forwarded only. */
  lose(bytes: number): void {
    this.#sweeper.passed(bytes);
    this.#lost += bytes;
    if (this.#dead === null) this.#trouble("the recording fell behind: some bodies are not whole");
  }

  report(): Pick<TapReport, "lost_bytes" | "troubles"> {
    return { lost_bytes: this.#lost, troubles: [...this.#troubles] };
  }

  async close(): Promise<void> {
    this.#unwatch();
    this.tell({ kind: "close" });
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((done) => {
      timer = setTimeout(() => {
        this.#trouble("the recording did not come to its end: its last records are missing");
        done();
      }, PATIENCE_MS);
    });
    await Promise.race([this.#gone, late]);
    clearTimeout(timer);
    this.#dead ??= "it is over";
    await this.#worker.terminate().catch(() => 0);
  }

  #hear(message: FromRecorder): void {
    const { scribe } = this.#options;
    try {
      if (message.kind === "ready") this.#ready();
      else if (message.kind === "closed") this.#end();
      else if (message.kind === "trouble") this.#trouble(message.what);
      else if (message.kind === "blob") scribe.blob(message.session, message.sha256, message.path);
      else scribe.write(message.session, message.record);
    } catch (error) {
      this.#trouble(`a record was not written: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  #die(why: string): void {
    if (this.#dead !== null) return;
    this.#dead = why;
    this.#trouble(`the recording of requests and responses ended before its time: ${why}`);
    this.#end();
  }

  #trouble(what: string): void {
    if (this.#troubles.size < TROUBLES) this.#troubles.add(this.#options.secrets.hide(what).text);
  }
}
