// The server of a tap, whoever runs it: what comes is forwarded to where its path leads, and noted.

import type { IncomingMessage, Server } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { http } from "./builtin.ts";
import type { Route } from "./contract.ts";
import { forward } from "./forward.ts";
import type { Notes } from "./notes.ts";
import { targetOf } from "./routes.ts";
import { forwardUpgrade } from "./upgrade.ts";
import { Link, MAX_HEAD, type Ways } from "./ways.ts";

/** Nothing here may end a connection that Codex and the model would have kept. */
const ENDLESS = { keepAliveTimeout: 0, requestTimeout: 0, headersTimeout: 0, connectionsCheckingInterval: 1 << 30 };

/** Called for each request that is forwarded. */
export type TakeNotes = (request: IncomingMessage, target: URL, upgrade: boolean) => Notes;

/** Does not listen yet. `routes` may grow. */
export function makeServer(ways: Ways, routes: readonly Route[], takeNotes: TakeNotes): Server {
  const links = new WeakMap<object, Link>();
  const linkOf = (socket: Socket): Link => {
    const known = links.get(socket);
    if (known !== undefined) return known;
    const link = new Link(ways, socket);
    links.set(socket, link);
    return link;
  };
  const server = http().createServer({ ...ENDLESS, maxHeaderSize: MAX_HEAD, requireHostHeader: false });
  server.timeout = 0;
  server.maxHeadersCount = 0;
  server.on("clientError", (_error, socket) => socket.destroy());
  server.on("request", (request, response) => {
    const target = targetOf(routes, request);
    if (target === null) return void response.writeHead(404, { connection: "close" }).end();
    const notes = takeNotes(request, target, false);
    attempt(request.socket, notes, () => forward(request, response, target, linkOf(request.socket), notes));
  });
  server.on("upgrade", (request: IncomingMessage, duplex: Duplex, head: Buffer) => {
    const client = duplex as Socket;
    const target = targetOf(routes, request);
    if (target === null) return void client.end("HTTP/1.1 404 Not Found\r\nconnection: close\r\n\r\n");
    const notes = takeNotes(request, target, true);
    attempt(client, notes, () => forwardUpgrade(request, client, head, target, linkOf(client), notes));
  });
  return server;
}

/** What cannot even be begun breaks that connection, and nothing else. */
function attempt(client: Socket, notes: Notes, begin: () => void): void {
  try {
    begin();
  } catch (error) {
    notes.end("failed", String(error));
    client.destroy();
  }
}
