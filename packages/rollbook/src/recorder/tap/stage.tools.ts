// For tests: a tap between a server and a client in this process.

import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type RequestListener,
  type Server,
} from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Exchange } from "rollbook-core/recording";
import { Secrets } from "../secrets/index.ts";
import { openTap, type Scribe, type Tap } from "./index.ts";

const ends: (() => unknown)[] = [];

/** Ends what was begun since; to be called after each test. */
export async function cleanUp(): Promise<void> {
  for (const end of ends.splice(0).toReversed()) await end();
}

/** A server that plays the model's endpoint. */
export async function upstream(answer: RequestListener): Promise<Server & { readonly url: URL }> {
  const server = createServer(answer);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  ends.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return Object.assign(server, { url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`) });
}

export interface Stage {
  readonly tap: Tap;
  readonly records: Exchange[];
  readonly spool: string;
  readonly blobs: Map<string, Buffer>;
}

/** A tap, and what it gave to its scribe. */
export async function stage(scribe: Partial<Scribe> = {}, secrets = new Secrets()): Promise<Stage> {
  const spool = mkdtempSync(join(tmpdir(), "rollbook-tap-"));
  const records: Exchange[] = [];
  const blobs = new Map<string, Buffer>();
  const tap = await openTap({
    run_id: "run",
    spool,
    environment: {},
    secrets,
    scribe: {
      write: (_, record) => void records.push(record),
      blob: (_, sha256, path) => {
        blobs.set(sha256, readFileSync(path));
        rmSync(path);
      },
      ...scribe,
    },
  });
  ends.push(() => rmSync(spool, { recursive: true, force: true }));
  ends.push(() => tap.close());
  return { tap, records, spool, blobs };
}

/** What comes of a request: the whole answer, or the error that ended it. */
export async function ask(url: URL | string, body: string | Buffer = "", headers: Record<string, string> = {}) {
  const request = httpRequest(url, { method: "POST", headers, agent: false });
  request.end(body);
  const [response] = (await once(request, "response")) as [IncomingMessage];
  const pieces: Buffer[] = [];
  for await (const piece of response) pieces.push(piece as Buffer);
  return { response, body: Buffer.concat(pieces) };
}

/** The records of a type. */
export const of = <T extends Exchange["type"]>(records: readonly Exchange[], type: T) =>
  records.filter((record): record is Extract<Exchange, { type: T }> => record.type === type);

export const sha256 = (bytes: string | Buffer): string => createHash("sha256").update(bytes).digest("hex");
