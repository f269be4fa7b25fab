// The model's WebSocket side: warm-ups, and requests that carry only what is new since a previous response.

import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer, type WebSocket } from "ws";
import { pause, plainError, type Answering, type RequestNote, type TakeNote } from "./answer.ts";
import type { NewId } from "./resolve.ts";
import type { ModelRequest, Wire } from "./script.ts";

/** Answers upgrades of an HTTP server: 426 when `accepting` is false, else a WebSocket that plays the script. */
export function acceptSockets(
  server: Server,
  accepting: boolean,
  answer: Answering,
  newId: NewId,
  note: TakeNote,
): { close(): void } {
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on("error", () => socket.destroy());
    if (!accepting) {
      note({
        via: "upgrade-refused",
        path: request.url ?? "/",
        headers: request.headers,
        body: null,
        heard: "",
        said: [],
        answer: 426,
      });
      socket.end("HTTP/1.1 426 Upgrade Required\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
      return;
    }
    sockets.handleUpgrade(request, socket, head, (accepted) => converse(accepted, request, answer, newId, note));
  });
  return {
    close: () => {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
}

/** What a later request may build on: the whole input it had, with the answer to it. */
interface Exchange {
  readonly input: readonly unknown[];
  readonly tools: unknown;
}

function converse(socket: WebSocket, request: IncomingMessage, answer: Answering, newId: NewId, note: TakeNote): void {
  const exchanges = new Map<string, Exchange>();
  socket.on("error", () => socket.terminate());
  socket.on("message", (data: Buffer) => {
    void (async () => {
      const heard = data.toString("utf8");
      const said: string[] = [];
      const send = (event: Wire): void => socket.send(said[said.push(JSON.stringify(event)) - 1] ?? "");
      const message = JSON.parse(heard) as ModelRequest;
      if (message["type"] !== "response.create") return;
      const body = wholeRequest(message, exchanges);
      const done = (ended: RequestNote["answer"]): void => {
        const { headers, url = "/" } = request;
        note({ via: "websocket", path: url, headers, body, heard, said, answer: ended });
      };
      if (body["generate"] === false) {
        for (const event of warmUp(body, exchanges, newId)) send(event);
        return done("warm-up");
      }
      const { turn, items, events } = answer(body);
      if (turn.delayMs !== undefined) await pause(turn.delayMs);
      if (turn.status !== undefined) {
        send({ type: "error", status: turn.status, ...(turn.body ?? plainError(turn.status)) });
        return done(turn.status);
      }
      remember(exchanges, events[0]?.["response"], body, items);
      for (const [index, event] of events.entries()) {
        if (index === turn.cutAfter) {
          socket.terminate();
          return done("cut");
        }
        if (turn.hang === true && index === events.length - 1) return done("hung");
        send(event);
        if (turn.eventDelayMs !== undefined) await pause(turn.eventDelayMs);
      }
      done(200);
    })().catch(() => socket.terminate());
  });
}

/** The request with its input whole: the earlier input and answer stand before what it brings. */
export function wholeRequest(message: ModelRequest, exchanges: ReadonlyMap<string, Exchange>): ModelRequest {
  const before = exchanges.get(String(message["previous_response_id"]));
  if (before === undefined) return message;
  const fresh = Array.isArray(message.input) ? (message.input as unknown[]) : [];
  return { ...message, tools: message.tools ?? before.tools, input: [...before.input, ...fresh] };
}

function remember(
  exchanges: Map<string, Exchange>,
  response: unknown,
  body: ModelRequest,
  items: readonly Wire[],
): void {
  const input = Array.isArray(body.input) ? (body.input as unknown[]) : [];
  exchanges.set(String((response as Wire | undefined)?.["id"]), { input: [...input, ...items], tools: body.tools });
}

/** A request that wants nothing said: Codex opens the connection with it before the first turn. */
function warmUp(body: ModelRequest, exchanges: Map<string, Exchange>, newId: NewId): Wire[] {
  const usage = { input_tokens: 0, output_tokens: 0, total_tokens: 0 };
  const response = { id: newId("resp"), object: "response", model: body.model, output: [], usage };
  remember(exchanges, response, body, []);
  return [
    { type: "response.created", response: { ...response, status: "in_progress" } },
    { type: "response.completed", response: { ...response, status: "completed" } },
  ];
}
