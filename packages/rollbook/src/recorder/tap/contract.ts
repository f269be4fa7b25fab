// What the tap promises: a loopback endpoint that forwards to the model and tells a scribe what went by.

import type { Exchange } from "rollbook-core/recording";
import type { Secrets } from "../secrets/index.ts";

/** Takes what was recorded. Called on the thread that forwards: it must not block, and may throw, which is reported. */
export interface Scribe {
  /** A finished record without secrets. `session` is the root thread's id; null where the traffic does not say. */
  write(session: string | null, record: Exchange): void;
  /**
   * A body that is too large for its record, before the record that refers to it is written: the file at `path`
   * is complete and the scribe's to move to `blobs/<sha256>` of that session (or to remove, if that is there already).
   */
  blob(session: string | null, sha256: string, path: string): void;
}

export interface TapOptions {
  readonly run_id: string;
  readonly scribe: Scribe;
  /** Where large bodies are written until they are complete. Exists, is private, and stays where it is. */
  readonly spool: string;
  /** The environment Codex gets: its proxies and certificates count here too. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Grows by what is seen in headers. */
  readonly secrets: Secrets;
}

/** Two endpoints, of which a request asks one by the kind of login that its headers show. Addresses. */
export interface ByLogin {
  readonly account: string;
  readonly key: string;
}

export type Upstream = URL | ByLogin;

/** What a path stands for, as whoever else serves the tap's port has to know it. */
export interface Route {
  /** What the path must begin with; what follows is added to the upstream's. */
  readonly mount: string;
  readonly upstream: string | ByLogin;
}

export interface Tap {
  /** The address to give Codex in place of `upstream`. The same for the same upstream. */
  urlFor(upstream: Upstream): URL;
  readonly routes: readonly Route[];
  /** The descriptor of the port it listens at; null where the system has none. */
  readonly descriptor: number | null;
  /** What was seen so far. */
  report(): TapReport;
  /** Ends all connections, waits until what was seen is recorded, and forwards nothing more. Never rejects. */
  close(): Promise<TapReport>;
}

export interface TapReport {
  readonly requests: number;
  readonly sockets: number;
  /** Bytes that were forwarded and not recorded. */
  readonly lost_bytes: number;
  /** One sentence for each thing that could not be recorded, and why. */
  readonly troubles: readonly string[];
}
