// The tap of one run: a server on loopback that only this run knows, and its way to the model.

import { once } from "node:events";
import type { AddressInfo, Server, Socket } from "node:net";
import type { Tap, TapOptions, TapReport } from "./contract.ts";
import { Copier } from "./copier.ts";
import { ExchangeNotes } from "./exchange.ts";
import { pairsOf } from "./heads.ts";
import { Routes } from "./routes.ts";
import { makeServer } from "./server.ts";
import { findWays } from "./ways.ts";

/**
 * Opens a tap on a random port of 127.0.0.1. Rejects with a sentence when there can be none: the port, the user's
 * proxy or certificates; Codex must then be run without it. From then on nothing of the recording can stop it.
 */
export async function openTap(options: TapOptions): Promise<Tap> {
  const { secrets, environment } = options;
  const ways = findWays(environment);
  const routes = new Routes();
  const sockets = new Set<Socket>();
  let [requests, upgraded] = [0, 0];

  const server = makeServer(ways, routes.list, ({ method = "GET", rawHeaders }, target, upgrade) => {
    if (upgrade) upgraded++;
    else requests++;
    return new ExchangeNotes(copier, secrets, requests + upgraded, method, target, pairsOf(rawHeaders));
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
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
    routes: routes.list,
    descriptor: descriptorOf(server),
    report,
    close: () => (closing ??= close()),
  };
}

function descriptorOf(server: Server): number | null {
  const { _handle: handle } = server as { _handle?: { readonly fd?: number } };
  return handle?.fd !== undefined && handle.fd >= 0 ? handle.fd : null;
}
