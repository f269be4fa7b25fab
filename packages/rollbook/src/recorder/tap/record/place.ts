// What all records of a run share, and what a finished one consists of.

import type { Exchange } from "rollbook-core/recording";
import type { Secrets } from "../../secrets/index.ts";
import type { Headers } from "../messages.ts";

export interface Place {
  readonly run_id: string;
  readonly spool: string;
  readonly secrets: Secrets;
  /** An id that no other exchange or socket has, of any run. */
  readonly newId: () => string;
}

/** A finished record, whose it is, and the file its body went to. */
export interface Output {
  readonly session: string | null;
  readonly record: Exchange;
  readonly blob: { readonly sha256: string; readonly path: string } | null;
  /** What of it could not be kept. */
  readonly trouble: string | null;
}

export function headerOf(headers: Headers, wanted: string): string | null {
  const values = headers.filter(([name]) => name.toLowerCase() === wanted).map(([, value]) => value);
  return values.length === 0 ? null : values.join(", ");
}
