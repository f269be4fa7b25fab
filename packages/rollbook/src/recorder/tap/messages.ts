// What the forwarding thread tells the recording thread, and what comes back.

import type { Exchange, ResponseRecord } from "rollbook-core/recording";
import type { SharedRing, Span } from "./ring.ts";

export type Headers = readonly (readonly [string, string])[];

/** Of a body or a socket: what Codex sent, or what it got. */
export type Side = "client" | "server";

export interface Opening {
  readonly id: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
}

export type ToRecorder =
  | { readonly kind: "secret"; readonly value: string }
  | ({ readonly kind: "request" } & Opening)
  | { readonly kind: "request_end"; readonly id: number; readonly lost: number }
  | { readonly kind: "head"; readonly id: number; readonly status: number; readonly headers: Headers }
  | {
      readonly kind: "response_end";
      readonly id: number;
      readonly at: number;
      readonly head_ms: number | null;
      readonly first_byte_ms: number | null;
      readonly last_byte_ms: number;
      readonly chunks: ResponseRecord["chunks"];
      readonly end: ResponseRecord["end"];
      readonly error: string | null;
      readonly lost: number;
    }
  | ({
      readonly kind: "opened";
      readonly status: number;
      readonly answer: Headers;
      readonly head_ms: number;
    } & Opening)
  | {
      readonly kind: "closed";
      readonly id: number;
      readonly at: number;
      readonly by: Side;
      readonly error: string | null;
      readonly lost: number;
    }
  | { readonly kind: "bytes"; readonly id: number; readonly side: Side; readonly at: number; readonly span: Span }
  | { readonly kind: "close" };

export type FromRecorder =
  | { readonly kind: "ready" }
  | { readonly kind: "record"; readonly session: string | null; readonly record: Exchange }
  | { readonly kind: "blob"; readonly session: string | null; readonly sha256: string; readonly path: string }
  | { readonly kind: "trouble"; readonly what: string }
  | { readonly kind: "closed" };

export interface RecorderData {
  readonly run_id: string;
  readonly spool: string;
  readonly ring: SharedRing;
}
