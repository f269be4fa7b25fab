// The tap of one run: a server on loopback that only this run knows, and its way to the model.

import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { Tap, TapOptions, TapReport } from "./contract.ts";
import { Copier } from "./copier.ts";
import { ExchangeNotes } from "./exchange.ts";
import { forward } from "./forward.ts";
import { pairsOf } from "./heads.ts";
import { http } from "./builtin.ts";
import { Routes } from "./routes.ts";
import { forwardUpgrade } from "./upgrade.ts";
import { findWays, Link, MAX_HEAD } from "./ways.ts";

/** Nothing here may end a connection that Codex and the model would have kept. */
const ENDLESS = { keepAliveTimeout: 0, requestTimeout: 0, headersTimeout: 0, connectionsCheckingInterval: 1 << 30 };

/**
 * Opens a tap on a random port of 127.0.0.1. Rejects with a sentence when there can be none: the port, the user's
 * proxy or certificates; Codex must then be run without it. From then on nothing of the recording can stop it.
 */
export async function openTap(options: TapOptions): Promise<Tap> {
  const { secrets, environment } = options;
  const ways = findWays(environment);
  const routes = new Routes();
  const links = new WeakMap<object, Link>();
  const sockets = new Set<Socket>();
  let [requests, upgraded] = [0, 0];

  const linkOf = (socket: Socket): Link => {
    const known = links.get(socket);
    if (known !== undefined) return known;
    const link = new Link(ways, socket);
    links.set(socket, link);
    return link;
  };
  const notesOf = (request: IncomingMessage, target: URL): ExchangeNotes => {
    const { method = "GET", rawHeaders } = request;
    return new ExchangeNotes(copier, secrets, requests + upgraded, method, target, pairsOf(rawHeaders));
  };

  const server = http().createServer({ ...ENDLESS, maxHeaderSize: MAX_HEAD, requireHostHeader: false });
  server.timeout = 0;
  server.maxHeadersCount = 0;
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  server.on("clientError", (_error, socket) => socket.destroy());
  server.on("request", (request, response) => {
    const target = routes.targetOf(request);
    if (target === null) return void response.writeHead(404, { connection: "close" }).end();
    requests++;
    const notes = notesOf(request, target);
    attempt(request.socket, notes, () => forward(request, response, target, linkOf(request.socket), notes));
  });
  server.on("upgrade", (request: IncomingMessage, duplex: Duplex, head: Buffer) => {
    const client = duplex as Socket;
    const target = routes.targetOf(request);
    if (target === null) return void client.end("HTTP/1.1 404 Not Found\r\nconnection: close\r\n\r\n");
    upgraded++;
    const notes = notesOf(request, target);
    attempt(client, notes, () => forwardUpgrade(request, client, head, target, linkOf(client), notes, copier));
  });

  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  server.on("error", () => {});
  const { port } = server.address() as AddressInfo;
  const copier = await Copier.start(options);
  const report = (): TapReport => ({ requests, sockets: upgraded, ...copier.report() });
  let closing: Promise<TapReport> | null = null;
  const close = async (): Promise<TapReport> => {
    const closed = once(server, "close");
    server.close();
    // A server is closed before its sockets say that they are, and with that how their exchanges ended.
    const ended = [...sockets].map((socket) => new Promise<void>((done) => socket.once("close", () => done())));
    for (const socket of sockets) socket.destroy();
    await Promise.all([closed, ...ended]);
    await copier.close();
    return report();
  };
  return {
    urlFor: (upstream) => {
      // Certificates are read now rather than in the middle of the first request.
      if (!(upstream instanceof URL) || upstream.protocol === "https:") ways.trust();
      const own = new URL(`http://127.0.0.1:${port}${routes.pathFor(upstream)}`);
      if (upstream instanceof URL) {
        // Codex makes a header of them, as it does for the endpoint.
        [own.username, own.password] = [upstream.username, upstream.password];
        secrets.addAddress(upstream);
      }
      return own;
    },
    report,
    close: () => (closing ??= close()),
  };
}

/** What cannot even be begun breaks that connection, and nothing else. */
function attempt(client: Socket, notes: ExchangeNotes, begin: () => void): void {
  try {
    begin();
  } catch (error) {
    notes.end("failed", String(error));
    client.destroy();
  }
}
