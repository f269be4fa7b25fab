// Records of a WebSocket: its opening, its messages, its end. Messages of one request and its answer share an id.

import { EXCHANGE_VERSION } from "./version.ts";
import { BodyWriter, messageOf } from "./body.ts";
import { compressionOf, Conversation, type MessageSink, type Opcode } from "./conversation.ts";
import { aboutOf, type About } from "./metadata.ts";
import { headerOf, type Output, type Place } from "./place.ts";
import type { Side, ToRecorder } from "../messages.ts";

type Opened = Extract<ToRecorder, { readonly kind: "opened" }>;
type Closed = Extract<ToRecorder, { readonly kind: "closed" }>;

/** The answers to a request end with one of these. */
const LAST = new Set(["response.completed", "response.failed", "response.incomplete", "response.done", "error"]);

interface Running {
  readonly exchange_id: string;
  readonly about: About;
  readonly begun: number;
}

export class SocketRecord {
  readonly #place: Place;
  readonly #opened: Opened;
  readonly #give: (output: Output) => void;
  readonly #socket_id: string;
  readonly #about: About;
  readonly #sides: Readonly<Record<Side, Conversation>>;
  #running: Running | null = null;
  #closing: { readonly code: number | null; readonly reason: string } | null = null;
  #unreadable: Partial<Record<Side, string>> = {};
  #now = 0;

  constructor(place: Place, opened: Opened, give: (output: Output) => void) {
    this.#place = place;
    this.#opened = opened;
    this.#give = give;
    this.#socket_id = place.newId();
    this.#about = aboutOf(opened.headers, null);
    const agreed = headerOf(opened.answer, "sec-websocket-extensions");
    const side = (name: Side): Conversation =>
      new Conversation(compressionOf(agreed, name), (opcode) => this.#begin(name, opcode));
    this.#sides = { client: side("client"), server: side("server") };
    const { secrets } = place;
    const record = {
      type: "socket_opened",
      ...this.#common(opened.at),
      url: secrets.hideAddress(new URL(opened.url)),
      request_headers: secrets.hideHeaders(opened.headers),
      status: opened.status,
      headers: secrets.hideHeaders(opened.answer),
      extensions: agreed,
      head_ms: opened.head_ms,
      ...this.#about,
    } as const;
    give({ session: this.#about.session_id, record, blob: null, trouble: null });
  }

  /** Bytes of the wire, in any pieces. */
  async write(side: Side, bytes: Uint8Array, at: number): Promise<void> {
    if (this.#unreadable[side] !== undefined) return;
    this.#now = at;
    try {
      await this.#sides[side].push(bytes);
    } catch (error) {
      this.#unreadable[side] = messageOf(error);
    }
  }

  end({ at, by, error, lost }: Closed): Output {
    for (const side of Object.values(this.#sides)) side.close();
    const { client, server } = this.#unreadable;
    const unread = [
      ...(lost > 0 ? [`${lost} bytes were not recorded`] : []),
      ...(client === undefined ? [] : [`of Codex's frames: ${client}`]),
      ...(server === undefined ? [] : [`of the endpoint's frames: ${server}`]),
    ];
    const problems = [...(error === null ? [] : [error]), ...unread];
    const record = {
      type: "socket_closed",
      ...this.#common(at),
      session_id: this.#about.session_id,
      thread_id: this.#about.thread_id,
      by,
      code: this.#closing?.code ?? null,
      reason: this.#closing === null ? null : this.#closing.reason,
      error: problems.length === 0 ? null : this.#place.secrets.hide(problems.join("; ")).text,
      open_exchange_id: this.#running?.exchange_id ?? null,
    } as const;
    const trouble = unread.length === 0 ? null : `a WebSocket was not recorded to its end: ${unread.join("; ")}`;
    return { session: this.#about.session_id, record, blob: null, trouble };
  }

  #begin(side: Side, opcode: Opcode): MessageSink {
    const writer = new BodyWriter(this.#place.spool, this.#place.secrets, null, side);
    return {
      write: (bytes) => void writer.write(bytes),
      end: (frames) => this.#finish(side, opcode, frames, writer),
    };
  }

  async #finish(side: Side, opcode: Opcode, frames: number, writer: BodyWriter): Promise<void> {
    const now = this.#now;
    const { head } = writer;
    const found = writer.metadata;
    const { body, blob, trouble } = await writer.end(0);
    const type = opcode === "text" ? typeOf(head, body.text) : null;
    if (side === "client" && type === "response.create") {
      const about = found === null ? this.#about : aboutOf(this.#opened.headers, found);
      this.#running = { exchange_id: this.#place.newId(), about, begun: now };
    }
    if (opcode === "close") this.#closing ??= closingOf(body.text, body.base64);
    // Signs of life between two exchanges, and within one, belong to none.
    const running = opcode === "text" || opcode === "binary" ? this.#running : null;
    const about = running?.about ?? this.#about;
    const record = {
      type: "frame",
      ...this.#common(now),
      exchange_id: running?.exchange_id ?? null,
      direction: side,
      opcode,
      frames,
      ...about,
      ms: running === null ? null : Math.max(0, tenth(now - running.begun)),
      body,
    } as const;
    if (side === "server" && type !== null && LAST.has(type)) this.#running = null;
    this.#give({ session: about.session_id, record, blob, trouble });
  }

  #common(at: number) {
    return {
      schema_version: EXCHANGE_VERSION,
      run_id: this.#place.run_id,
      at: new Date(at).toISOString(),
      socket_id: this.#socket_id,
    } as const;
  }
}

/** The `type` of a message: nearly always its first key, else looked for in what is not too large. */
function typeOf(head: string, whole: string | undefined): string | null {
  const first = /^\s*\{\s*"type"\s*:\s*"([^"\\]+)"/.exec(head)?.[1];
  if (first !== undefined || whole === undefined) return first ?? null;
  try {
    const value: unknown = JSON.parse(whole);
    const type = typeof value === "object" && value !== null && "type" in value ? value.type : null;
    return typeof type === "string" ? type : null;
  } catch {
    return null;
  }
}

/** A close frame has two bytes of code, then a reason. */
function closingOf(text: string | undefined, base64: string | undefined): { code: number | null; reason: string } {
  const bytes = text === undefined ? Buffer.from(base64 ?? "", "base64") : Buffer.from(text);
  if (bytes.length < 2) return { code: null, reason: "" };
  return { code: bytes.readUInt16BE(0), reason: bytes.toString("utf8", 2) };
}

function tenth(ms: number): number {
  return Math.round(ms * 10) / 10;
}
