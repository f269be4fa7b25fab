// What the recording is told of one exchange, from the thread that forwards.

import type { ResponseRecord } from "rollbook-core/recording";
import type { Secrets } from "../secrets/index.ts";
import type { Copier } from "./copier.ts";
import { Copying } from "./copying.ts";
import type { Headers, Side } from "./messages.ts";

/** How many times of pieces are kept; then every second goes. */
const CHUNKS = 4096;

/** Times and losses of one request and its answer. */
export class ExchangeNotes {
  readonly id: number;
  readonly #copier: Copier;
  readonly #secrets: Secrets;
  readonly #begun = performance.now();
  readonly #copying: Readonly<Record<Side, Copying>>;
  #chunks: [number, number][] = [];
  #gap = 0;
  #offset = 0;
  #head_ms: number | null = null;
  #first_byte_ms: number | null = null;
  #requested = false;
  #over = false;

  constructor(copier: Copier, secrets: Secrets, id: number, method: string, url: URL, headers: Headers) {
    this.#copier = copier;
    this.#secrets = secrets;
    this.id = id;
    this.#copying = { client: new Copying(copier, id, "client"), server: new Copying(copier, id, "server") };
    secrets.addAddress(url);
    this.#learn(headers);
    copier.tell({ kind: "request", id, at: Date.now(), method, url: url.href, headers });
  }

  get head_ms(): number {
    return this.#head_ms ?? 0;
  }

  /** A piece of the request. */
  asked(piece: Buffer): Promise<void> | null {
    return this.#copying.client.take(piece);
  }

  /** A piece of the answer. */
  told(piece: Buffer): Promise<void> | null {
    this.#time(piece.length);
    return this.#copying.server.take(piece);
  }

  /** The request is whole, or will never be. */
  requestEnd(): void {
    if (this.#requested) return;
    this.#requested = true;
    this.#copier.tell({ kind: "request_end", id: this.id, lost: this.#copying.client.end() });
  }

  /** The head of the answer is there. */
  head(headers: Headers): void {
    this.#head_ms = this.#now();
    this.#learn(headers);
  }

  answered(status: number, headers: Headers): void {
    this.head(headers);
    this.#copier.tell({ kind: "head", id: this.id, status, headers });
  }

  /** Only the first end counts. */
  end(end: ResponseRecord["end"], error: string | null): void {
    if (this.#over) return;
    this.#over = true;
    this.requestEnd();
    this.#copier.tell({
      kind: "response_end",
      id: this.id,
      at: Date.now(),
      head_ms: this.#head_ms,
      first_byte_ms: this.#first_byte_ms,
      last_byte_ms: this.#now(),
      chunks: this.#chunks,
      end,
      error,
      lost: this.#copying.server.end(),
    });
  }

  /** Before any byte of the body: what is secret in a head is secret in what follows. */
  #learn(headers: Headers): void {
    for (const [name, value] of headers) this.#secrets.addHeader(name, value);
  }

  #time(length: number): void {
    const now = this.#now();
    this.#first_byte_ms ??= now;
    const last = this.#chunks.at(-1);
    if (last === undefined || now - last[1] >= this.#gap) this.#chunks.push([this.#offset, now]);
    this.#offset += length;
    if (this.#chunks.length < CHUNKS) return;
    this.#chunks = this.#chunks.filter((_, at) => at % 2 === 0);
    this.#gap = Math.max(0.1, this.#gap * 2);
  }

  #now(): number {
    return Math.round((performance.now() - this.#begun) * 10) / 10;
  }
}
