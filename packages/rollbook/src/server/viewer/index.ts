// The viewer's server: sessions of codex homes over HTTP, for those who were let in.

import { listAssets } from "../http/assets.ts";
import { createGate } from "../http/gate.ts";
import { LOOPBACK } from "../http/guard.ts";
import { listen } from "../http/listen.ts";
import { keyOfOpen } from "./about.ts";
import { createDesk, type ViewerOptions } from "./desk.ts";
import { answerWith } from "./handlers.ts";

export interface ViewerServerOptions extends Omit<ViewerOptions, "stop"> {
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  /** Names it answers to besides its own. */
  readonly names: readonly string[];
  /** Let in whoever knows it, as often as they like; null: a token is made, and opens once. */
  readonly password: string | null;
  /** The link may be used again; a password always may. */
  readonly again: boolean;
  /** The directory of the built viewer; null where there is none. */
  readonly assets: string | null;
  readonly note: (line: string) => void;
  readonly patience?: number;
}

export interface ViewerServer {
  readonly port: number;
  /** What opens it: the word of the link. */
  readonly token: string;
  /** The key of the session that is shown first. */
  readonly open: string | null;
  readonly close: () => Promise<void>;
}

export type { ShareQuestion, ShareSession } from "./share.ts";
export type { SurveyHomes } from "./disk.ts";
export type { CountStats, StatsQuestion } from "./stats.ts";

/** Listens until it is closed. Throws what the system throws where it cannot. */
export async function serveViewer(options: ViewerServerOptions): Promise<ViewerServer> {
  const { host, port, names, password, again, assets, note, patience } = options;
  const stop = new AbortController();
  const desk = createDesk({ ...options, stop: stop.signal });
  const addresses = !isLoopback(host);
  const server = await listen({
    host,
    port,
    door: (actual) => ({
      guard: { port: actual, names: LOOPBACK, given: names.map((name) => name.toLowerCase()), addresses },
      gate: createGate({
        port: actual,
        once: password === null && !again,
        ...(password === null ? {} : { token: password }),
      }),
    }),
    assets: assets === null ? null : listAssets(assets),
    answer: answerWith(desk),
    note,
    ...(patience === undefined ? {} : { patience }),
  });
  return {
    port: server.port,
    token: server.gate.token,
    open: keyOfOpen(desk),
    async close() {
      // Those who wait for an answer go first.
      await server.close();
      stop.abort();
      await desk.reader.close();
    },
  };
}

export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);
}
