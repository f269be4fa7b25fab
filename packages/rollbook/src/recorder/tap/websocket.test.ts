// WebSockets through the tap: their own negotiation, and their messages by exchange.

import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { afterEach, expect, test } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { cleanUp, of, sha256, stage, upstream } from "./stage.tools.ts";

afterEach(cleanUp);

test.each([false, true, { serverNoContextTakeover: true, clientNoContextTakeover: true, threshold: 0 }])(
  "a WebSocket passes with its own negotiation (%j), and its messages are recorded by exchange",
  async (perMessageDeflate) => {
    const server = await upstream(() => {});
    const sockets = new WebSocketServer({ noServer: true, perMessageDeflate });
    const events = ["response.created", "response.completed"].map((type) =>
      JSON.stringify({ type, said: "deflate ".repeat(300) }),
    );
    server.on("upgrade", (request, socket, head) => {
      sockets.handleUpgrade(request, socket, head, (accepted) => {
        accepted.on("message", () => events.forEach((event) => accepted.send(event)));
      });
    });
    const { tap, records } = await stage();
    const client = new WebSocket(tap.urlFor(server.url).href.replace("http", "ws"), {
      headers: { authorization: "Bearer secret-token-1", "session-id": "s" },
    });
    await once(client, "open");
    expect(client.extensions.includes("permessage-deflate")).toBe(perMessageDeflate !== false);
    const create = JSON.stringify({ type: "response.create", input: "secret-token-1 ".repeat(100) });
    const heard: string[] = [];
    client.on("message", (data: Buffer) => heard.push(data.toString()));
    for (const count of [2, 4]) {
      client.send(create.slice(0, 50), { fin: false });
      client.send(create.slice(50));
      while (heard.length < count) await once(client, "message");
    }
    expect(heard).toEqual([...events, ...events]);
    client.close(1000, "done");
    await once(client, "close");
    await tap.close();
    const frames = of(records, "frame").filter(({ opcode }) => opcode === "text");
    expect(frames.map(({ direction }) => direction)).toEqual([
      "client",
      "server",
      "server",
      "client",
      "server",
      "server",
    ]);
    const ids = frames.map(({ exchange_id }) => exchange_id);
    expect(new Set(ids.slice(0, 3)).size).toBe(1);
    expect(new Set(ids).size).toBe(2);
    expect(frames[0]?.body).toMatchObject({ sha256: sha256(create), hidden: 100 });
    expect(frames[0]?.frames).toBe(2);
    expect(frames[4]?.body.text).toBe(events[0]);
    expect(of(records, "socket_opened")).toMatchObject([{ status: 101, session_id: "s" }]);
    expect(of(records, "socket_closed")).toMatchObject([
      { code: 1000, reason: "done", error: null, open_exchange_id: null },
    ]);
    expect(JSON.stringify(records)).not.toContain("secret-token-1");
  },
);

test("an upgrade that is refused is answered as the endpoint answers", async () => {
  const server = await upstream(() => {});
  server.on("upgrade", (_, socket) => socket.end("HTTP/1.1 426 Upgrade Required\r\nContent-Length: 3\r\n\r\nno!"));
  const { tap, records } = await stage();
  const client = new WebSocket(tap.urlFor(server.url).href.replace("http", "ws"));
  client.on("error", () => {});
  const [, response] = (await once(client, "unexpected-response")) as [unknown, IncomingMessage];
  expect([response.statusCode, String((await once(response, "data"))[0])]).toEqual([426, "no!"]);
  await tap.close();
  expect(of(records, "response")).toMatchObject([{ status: 426, end: "complete", body: { text: "no!" } }]);
});
