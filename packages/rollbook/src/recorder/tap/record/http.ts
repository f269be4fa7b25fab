// Records of HTTP: a request, and what came of it.

import { EXCHANGE_VERSION } from "./version.ts";
import { BodyWriter } from "./body.ts";
import { aboutOf, type About } from "./metadata.ts";
import { headerOf, type Output, type Place } from "./place.ts";
import type { Headers, Opening, Side, ToRecorder } from "../messages.ts";

type Ended = Extract<ToRecorder, { readonly kind: "response_end" }>;

export class HttpExchange {
  readonly #place: Place;
  readonly #opening: Opening;
  readonly #exchange_id: string;
  readonly #request: BodyWriter;
  #response: BodyWriter | null = null;
  #head: { readonly status: number; readonly headers: Headers } | null = null;
  #about: About;

  constructor(place: Place, opening: Opening) {
    this.#place = place;
    this.#opening = opening;
    this.#exchange_id = place.newId();
    this.#about = aboutOf(opening.headers, null);
    this.#request = this.#bodyOf(opening.headers, "client");
  }

  write(side: Side, bytes: Uint8Array): Promise<void> | null {
    if (side === "client") return this.#request.write(bytes);
    return this.#response?.write(bytes) ?? null;
  }

  /** The request is whole, or there comes no more of it. */
  async requestEnd(lost: number): Promise<Output> {
    const { at, method, url, headers } = this.#opening;
    const { body, blob, trouble } = await this.#request.end(lost);
    this.#about = aboutOf(headers, this.#request.metadata);
    const { secrets } = this.#place;
    const record = {
      type: "request",
      schema_version: EXCHANGE_VERSION,
      run_id: this.#place.run_id,
      at: new Date(at).toISOString(),
      exchange_id: this.#exchange_id,
      transport: "http",
      method,
      url: secrets.hideAddress(new URL(url)),
      headers: secrets.hideHeaders(headers),
      ...this.#about,
      body,
    } as const;
    return { session: this.#about.session_id, record, blob, trouble };
  }

  head(status: number, headers: Headers): void {
    this.#head = { status, headers };
    this.#response = this.#bodyOf(headers, "server");
  }

  async responseEnd(ended: Ended): Promise<Output> {
    const { at, head_ms, first_byte_ms, last_byte_ms, chunks, end, error, lost } = ended;
    const { secrets } = this.#place;
    this.#response ??= this.#bodyOf([], "server");
    const { body, blob, trouble } = await this.#response.end(lost);
    const record = {
      type: "response",
      schema_version: EXCHANGE_VERSION,
      run_id: this.#place.run_id,
      at: new Date(at).toISOString(),
      exchange_id: this.#exchange_id,
      session_id: this.#about.session_id,
      thread_id: this.#about.thread_id,
      status: this.#head?.status ?? null,
      headers: secrets.hideHeaders(this.#head?.headers ?? []),
      head_ms,
      first_byte_ms,
      last_byte_ms,
      chunks,
      end,
      error: error === null ? null : secrets.hide(error).text,
      body,
    } as const;
    return { session: this.#about.session_id, record, blob, trouble };
  }

  #bodyOf(headers: Headers, side: Side): BodyWriter {
    const { spool, secrets } = this.#place;
    return new BodyWriter(spool, secrets, headerOf(headers, "content-encoding"), side);
  }
}
