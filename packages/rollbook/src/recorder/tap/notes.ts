// What whoever forwards tells of an exchange as it goes by; and the notes of one who keeps none.

import type { ResponseRecord } from "rollbook-core/recording";
import type { Headers, Side } from "./messages.ts";

/** Looks at a piece that was passed on. A promise: nothing more is read until it settles, which it does soon. */
export type Look = (piece: Buffer) => Promise<void> | null;

/** Of one request and its answer. None of it throws. */
export interface Notes {
  /** A piece of the request. */
  readonly asked: Look;
  /** The request is whole, or will never be. */
  readonly requestEnd: () => void;
  readonly answered: (status: number, headers: Headers) => void;
  /** A piece of the answer. */
  readonly told: Look;
  /** Only the first end counts. */
  readonly end: (end: ResponseRecord["end"], error: string | null) => void;
  /** It has become a WebSocket. */
  readonly opened: (status: number, headers: Headers) => SocketNotes;
}

export interface SocketNotes {
  readonly take: (side: Side, piece: Buffer) => Promise<void> | null;
  readonly closed: (by: Side, error: string | null) => void;
}

export const NO_NOTES: Notes = {
  asked: () => null,
  requestEnd: () => {},
  answered: () => {},
  told: () => null,
  end: () => {},
  opened: () => ({ take: () => null, closed: () => {} }),
};
