// Forwards one WebSocket: its handshake as it is, then bytes both ways as they come.

import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { relay } from "./forward.ts";
import { encodeHead, headersFor, pairsOf } from "./heads.ts";
import type { Side } from "./messages.ts";
import { http } from "./builtin.ts";
import type { Notes, SocketNotes } from "./notes.ts";
import { pump } from "./pump.ts";
import type { Link } from "./ways.ts";

export function forwardUpgrade(
  request: IncomingMessage,
  client: Socket,
  early: Buffer,
  target: URL,
  link: Link,
  notes: Notes,
): void {
  link.busy++;
  const upstream = link.request(target, request.method ?? "GET", headersFor(request.rawHeaders, target));
  const giveUp = (): void => {
    notes.end("client_closed", null);
    upstream.destroy();
  };
  client.on("error", () => {});
  client.once("close", giveUp);
  upstream.on("upgrade", (answer: IncomingMessage, server: Socket, head: Buffer) => {
    client.off("close", giveUp);
    const { statusCode = 101, statusMessage = "", rawHeaders } = answer;
    const frames = notes.opened(statusCode, pairsOf(rawHeaders));
    client.write(encodeHead(statusCode, statusMessage, rawHeaders), "latin1");
    joinSockets(client, early, server, head, frames);
  });
  // Refused: an answer as any other, after which the connection is of no more use.
  upstream.on("response", (answer) => {
    client.off("close", giveUp);
    const response = new (http().ServerResponse)(request);
    response.shouldKeepAlive = false;
    response.assignSocket(client);
    response.on("finish", () => client.destroySoon());
    response.on("error", () => {});
    response.on("close", () => notes.end("client_closed", null));
    relay(
      answer,
      response,
      notes,
      () => notes.end("complete", null),
      (how, error) => {
        notes.end(how, error);
        client.destroySoon();
      },
    );
  });
  upstream.on("error", (error) => {
    notes.end("failed", error.message);
    client.destroySoon();
  });
  upstream.end();
}

function joinSockets(client: Socket, early: Buffer, server: Socket, head: Buffer, notes: SocketNotes): void {
  let first: { readonly by: Side; readonly error: string | null } | null = null;
  const pass = (side: Side, from: Socket, to: Socket, begun: Buffer): void => {
    // What came with the handshake is a piece like any other.
    if (begun.length > 0) from.unshift(begun);
    pump(from, to, (piece) => notes.take(side, piece));
    from.on("end", () => {
      first ??= { by: side, error: null };
      to.end();
    });
    from.on("error", (error) => {
      first ??= { by: side, error: error.message };
    });
    from.on("close", () => {
      first ??= { by: side, error: null };
      notes.closed(first.by, first.error);
      to.destroySoon();
    });
  };
  for (const socket of [client, server]) socket.setTimeout(0).setNoDelay(true);
  pass("client", client, server, early);
  pass("server", server, client, head);
}
