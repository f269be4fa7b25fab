// Envelopes of one session: timestamps, ordinals and metadata as the Codex of that era writes them.

import type { Random } from "./random.ts";
import type { Sink } from "./sink.ts";

/** The shapes of 0.142.5, of 0.147.0, and of 0.169.0. */
export type Dialect = "envelope" | "legacy" | "paginated";

export class Recorder {
  readonly dialect: Dialect;
  readonly random: Random;
  readonly sink: Sink;
  /** Milliseconds since 1970; moves on with every step. */
  now: number;
  turn_id = "";
  #ordinal = 0;
  #sequence = 0;

  constructor(dialect: Dialect, random: Random, sink: Sink, now: number) {
    this.dialect = dialect;
    this.random = random;
    this.sink = sink;
    this.now = now;
  }

  get paginated(): boolean {
    return this.dialect === "paginated";
  }

  /** A record whose payload is this JSON. */
  write(outer: string, kind: string, payload: string): void {
    this.begin(outer, payload);
    this.end(outer, kind, "");
  }

  /** A record whose payload is still to be completed on the sink. */
  begin(outer: string, payload: string): void {
    const ordinal = this.paginated ? `,"ordinal":${this.#ordinal++}` : "";
    this.sink.text(`{"timestamp":"${this.time()}"${ordinal},"type":"${outer}","payload":${payload}`);
  }

  end(outer: string, kind: string, rest: string): void {
    let metadata = "";
    if (this.paginated && outer === "response_item") {
      this.#sequence += 1;
      metadata = `,"metadata":{"history_sequence":${this.#sequence},"sampled_through_sequence":${this.#sequence - 1},"client_authored":false}`;
    }
    this.sink.text(`${rest}${metadata}}`);
    this.sink.endLine(kind);
  }

  /** Inside a response item: which turn it belongs to. */
  passthrough(stamped = false): string {
    const create_time = stamped && this.paginated ? `,"create_time":${(this.now / 1000).toFixed(6)}1` : "";
    return `,"internal_chat_message_metadata_passthrough":{"turn_id":"${this.turn_id}"${create_time}}`;
  }

  time(): string {
    return new Date(this.now).toISOString();
  }

  pass(milliseconds: number): void {
    this.now += Math.ceil(milliseconds);
  }

  /** An id of the time it is now, as uuid version 7. */
  uuid(): string {
    const time = Math.floor(this.now).toString(16).padStart(12, "0");
    const rest = this.random.hex(18);
    const variant = this.random.pick(["8", "9", "a", "b"]);
    return `${time.slice(0, 8)}-${time.slice(8)}-7${rest.slice(0, 3)}-${variant}${rest.slice(3, 6)}-${rest.slice(6)}`;
  }
}
