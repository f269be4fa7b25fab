// Which session, thread and turn a request belongs to: by its headers, or by what stands in its body.

import type { RequestRecord } from "rollbook-core/recording";
import type { Headers } from "../messages.ts";

export type About = Pick<RequestRecord, "session_id" | "thread_id" | "turn_id" | "request_kind" | "inference_call_id">;

/** Where a body says the same as the header of that name. Inside a text its quotes would have backslashes. */
const KEY = Buffer.from('"x-codex-turn-metadata":"');
const LONGEST = 64 * 1024;

/** Looks for the metadata in a body of any size that comes in pieces. */
export class MetadataFinder {
  #held: Buffer = Buffer.alloc(0);
  #found: string | null = null;
  #over = false;

  /** The metadata as JSON; null as long as it was not seen. */
  get found(): string | null {
    return this.#found;
  }

  push(bytes: Uint8Array): void {
    if (this.#over) return;
    const all = Buffer.concat([this.#held, bytes]);
    const at = all.indexOf(KEY);
    if (at < 0) {
      this.#held = Buffer.from(all.subarray(Math.max(0, all.length - KEY.length)));
      return;
    }
    const from = at + KEY.length - 1;
    const end = endOfString(all, from + 1);
    if (end === null) {
      this.#held = Buffer.from(all.subarray(at));
      this.#over = this.#held.length > LONGEST;
      return;
    }
    this.#over = true;
    this.#held = Buffer.alloc(0);
    const value = parse(all.toString("utf8", from, end + 1));
    if (typeof value === "string") this.#found = value;
  }
}

function endOfString(bytes: Buffer, from: number): number | null {
  for (let at = from; at < bytes.length; at++) {
    if (bytes[at] === 0x5c) at++;
    else if (bytes[at] === 0x22) return at;
  }
  return null;
}

/** Versions differ in the names of their headers; what none of them says is null. */
export function aboutOf(headers: Headers, inBody: string | null): About {
  const header = (...names: readonly string[]): string | null => {
    for (const wanted of names) {
      const found = headers.find(([name]) => name.toLowerCase() === wanted);
      if (found !== undefined && found[1] !== "") return found[1];
    }
    return null;
  };
  const told: Readonly<Record<string, unknown>>[] = [];
  for (const text of [inBody, header("x-codex-turn-metadata")]) {
    const value = text === null ? null : parse(text);
    if (typeof value === "object" && value !== null) told.push({ ...value });
  }
  const word = (key: string): string | null => {
    for (const one of told) {
      const value = one[key];
      if (typeof value === "string" && value !== "") return value;
    }
    return null;
  };
  const session = word("session_id") ?? header("session-id", "session_id", "conversation_id");
  return {
    session_id: session,
    // Before threads had ids of their own, a session was one thread.
    thread_id: word("thread_id") ?? header("thread-id", "conversation_id") ?? session,
    turn_id: word("turn_id"),
    request_kind: word("request_kind"),
    inference_call_id: word("inference_call_id") ?? header("x-codex-inference-call-id"),
  };
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
