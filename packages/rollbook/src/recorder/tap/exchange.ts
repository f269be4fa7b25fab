// What the recording is told of one exchange, from the thread that forwards.

import type { ResponseRecord } from "rollbook-core/recording";
import type { Secrets } from "../secrets/index.ts";
import type { Copier } from "./copier.ts";
import { Copying } from "./copying.ts";
import type { Headers, Opening, Side } from "./messages.ts";
import type { Notes, SocketNotes } from "./notes.ts";

/** How many times of pieces are kept; then every second goes. */
const CHUNKS = 4096;

/** Times and losses of one request and its answer. */
export class ExchangeNotes implements Notes {
  readonly #copier: Copier;
  readonly #secrets: Secrets;
  readonly #opening: Opening;
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
    this.#opening = { id, at: Date.now(), method, url: url.href, headers };
    this.#copying = this.#copyBoth();
    secrets.addAddress(url);
    this.#learn(headers);
    copier.tell({ kind: "request", ...this.#opening });
  }

  asked(piece: Buffer): Promise<void> | null {
    return this.#copying.client.take(piece);
  }

  told(piece: Buffer): Promise<void> | null {
    this.#time(piece.length);
    return this.#copying.server.take(piece);
  }

  requestEnd(): void {
    if (this.#requested) return;
    this.#requested = true;
    this.#copier.tell({ kind: "request_end", id: this.#opening.id, lost: this.#copying.client.end() });
  }

  answered(status: number, headers: Headers): void {
    this.#head(headers);
    this.#copier.tell({ kind: "head", id: this.#opening.id, status, headers });
  }

  end(end: ResponseRecord["end"], error: string | null): void {
    if (this.#over) return;
    this.#over = true;
    this.requestEnd();
    this.#copier.tell({
      kind: "response_end",
      id: this.#opening.id,
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

  opened(status: number, answer: Headers): SocketNotes {
    const { id } = this.#opening;
    this.#head(answer);
    const copying = this.#copyBoth();
    const head_ms = this.#head_ms ?? 0;
    this.#copier.tell({ kind: "opened", ...this.#opening, at: Date.now(), status, answer, head_ms });
    let over = false;
    return {
      take: (side, piece) => copying[side].take(piece),
      closed: (by, error) => {
        const lost = copying.client.end() + copying.server.end();
        if (!over) this.#copier.tell({ kind: "closed", id, at: Date.now(), by, error, lost });
        over = true;
      },
    };
  }

  #copyBoth(): Readonly<Record<Side, Copying>> {
    const { id } = this.#opening;
    return { client: new Copying(this.#copier, id, "client"), server: new Copying(this.#copier, id, "server") };
  }

  /** The head of the answer is there. */
  #head(headers: Headers): void {
    this.#head_ms = this.#now();
    this.#learn(headers);
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
