// The recording of a run: takes what the forwarding thread tells, one thing after the other, and gives records.

import { randomUUID } from "node:crypto";
import { Secrets } from "../../secrets/index.ts";
import { RingReader } from "../ring.ts";
import type { FromRecorder, RecorderData, ToRecorder } from "../messages.ts";
import { messageOf } from "./body.ts";
import { HttpExchange } from "./http.ts";
import type { Output, Place } from "./place.ts";
import { SocketRecord } from "./socket.ts";

export class Recorder {
  readonly #place: Place;
  readonly #ring: RingReader;
  readonly #tell: (message: FromRecorder) => void;
  readonly #exchanges = new Map<number, HttpExchange>();
  readonly #sockets = new Map<number, SocketRecord>();

  constructor(data: RecorderData, tell: (message: FromRecorder) => void) {
    this.#place = {
      run_id: data.run_id,
      spool: data.spool,
      secrets: new Secrets(),
      newId: randomUUID,
    };
    this.#ring = new RingReader(data.ring);
    this.#tell = tell;
  }

  /** Never rejects: what fails is told. The next message may be given when it has resolved. */
  async take(message: ToRecorder): Promise<void> {
    try {
      await this.#take(message);
    } catch (error) {
      this.#tell({ kind: "trouble", what: `something was not recorded: ${messageOf(error)}` });
    } finally {
      if (message.kind === "bytes") this.#ring.giveBack(message.span);
    }
  }

  async #take(message: ToRecorder): Promise<void> {
    switch (message.kind) {
      case "secret":
        return this.#place.secrets.add(message.value);
      case "request":
        return void this.#exchanges.set(message.id, new HttpExchange(this.#place, message));
      case "request_end":
        return this.#give(await this.#exchanges.get(message.id)?.requestEnd(message.lost));
      case "head":
        return this.#exchanges.get(message.id)?.head(message.status, message.headers);
      case "response_end":
        this.#give(await this.#exchanges.get(message.id)?.responseEnd(message));
        return void this.#exchanges.delete(message.id);
      case "opened":
        // The request became a socket, which tells of it what there is to tell.
        this.#exchanges.delete(message.id);
        return void this.#sockets.set(
          message.id,
          new SocketRecord(this.#place, message, (output) => this.#give(output)),
        );
      case "closed":
        this.#give(this.#sockets.get(message.id)?.end(message));
        return void this.#sockets.delete(message.id);
      case "bytes":
        return this.#bytes(message);
      case "close":
        return this.#tell({ kind: "closed" });
    }
  }

  async #bytes({ id, side, at, span }: Extract<ToRecorder, { readonly kind: "bytes" }>): Promise<void> {
    for (const view of this.#ring.views(span)) {
      const busy = this.#sockets.get(id)?.write(side, view, at) ?? this.#exchanges.get(id)?.write(side, view);
      if (busy) await busy;
    }
  }

  #give(output: Output | undefined): void {
    if (output === undefined) return;
    const { session, record, blob, trouble } = output;
    if (blob !== null) this.#tell({ kind: "blob", session, ...blob });
    this.#tell({ kind: "record", session, record });
    if (trouble !== null) this.#tell({ kind: "trouble", what: trouble });
  }
}
