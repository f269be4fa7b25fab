// A mock of the Responses API on loopback: plays a script over HTTP with server-sent events and over WebSocket.

import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync, zstdDecompressSync } from "node:zlib";
import { countingIds, resolveItem, type NewId } from "./resolve.ts";
import { pause, plainError, type Answering, type RequestNote, type TakeNote } from "./answer.ts";
import { acceptSockets } from "./model-socket.ts";
import { encodeEvent, responseEvents } from "./response.ts";
import { ScriptReading, type ModelRequest, type Script, type Wire } from "./script.ts";

export interface ModelOptions {
  readonly script: Script;
  /** Accept WebSocket upgrades; else they are refused with 426, upon which Codex falls back to HTTP. */
  readonly webSocket?: boolean;
}

export interface Model {
  readonly port: number;
  /** What a provider's `base_url` must be. */
  readonly baseUrl: string;
  readonly requests: readonly RequestNote[];
  /** Ends every connection; the port is free afterwards. */
  close(): Promise<void>;
}

/** Starts the model on a random port of 127.0.0.1. */
export async function startModel(options: ModelOptions): Promise<Model> {
  const requests: RequestNote[] = [];
  const newId = countingIds();
  const reading = new ScriptReading(options.script);
  const answer: Answering = (request) => {
    const turn = reading.next(request);
    const items = (turn.items ?? []).map((item) => resolveItem(item, request, newId));
    return { turn, items, events: responseEvents(request, turn, items, newId) };
  };
  const server = createServer((request, response) => {
    void respond(request, response, answer, newId, (note) => requests.push(note)).catch(() => response.destroy());
  });
  const sockets = acceptSockets(server, options.webSocket === true, answer, newId, (note) => requests.push(note));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    port,
    baseUrl: `http://127.0.0.1:${port}/v1`,
    requests,
    close: async () => {
      sockets.close();
      await closeServer(server);
    },
  };
}

async function closeServer(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close();
  server.closeAllConnections();
  await closed;
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  answer: Answering,
  newId: NewId,
  note: TakeNote,
): Promise<void> {
  const heard = await readBody(request);
  const body = heard === "" ? null : (JSON.parse(heard) as ModelRequest);
  const said: string[] = [];
  const path = (request.url ?? "/").split("?")[0] ?? "/";
  const done = (ended: RequestNote["answer"]): void => {
    note({ via: "http", path, headers: request.headers, body, heard, said: [said.join("")], answer: ended });
  };
  const send = (status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): void => {
    said.push(JSON.stringify(value));
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(said[0]);
    done(status);
  };
  if (request.method === "GET" && path.endsWith("/models")) return send(200, { object: "list", data: [], models: [] });
  if (request.method === "POST" && path.endsWith("/responses/compact") && body)
    return send(200, compacted(body, newId));
  if (request.method !== "POST" || !path.endsWith("/responses") || body === null) {
    return send(404, { error: { message: `the model has no ${request.method ?? ""} ${path}` } });
  }
  const { turn, events } = answer(body);
  if (turn.delayMs !== undefined) await pause(turn.delayMs);
  if (turn.status !== undefined) return send(turn.status, turn.body ?? plainError(turn.status), turn.headers);
  if (body["stream"] === false) return send(200, events.at(-1)?.["response"]);
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache", ...turn.headers });
  for (const [index, event] of events.entries()) {
    if (index === turn.cutAfter) {
      done("cut");
      if (turn.cutHard === true) response.destroy();
      else response.end();
      return;
    }
    // Left open on purpose: whoever waits for the end of this answer must be stopped.
    if (turn.hang === true && index === events.length - 1) return done("hung");
    said.push(encodeEvent(event));
    response.write(said.at(-1));
    if (turn.eventDelayMs !== undefined) await pause(turn.eventDelayMs);
  }
  response.end();
  done(200);
}

/** The older compaction endpoint: keeps the user's messages and seals the rest. */
function compacted(body: ModelRequest, newId: NewId): Wire {
  const input = Array.isArray(body.input) ? (body.input as Wire[]) : [];
  const kept = input.filter((item) => item["type"] === "message" && item["role"] === "user");
  const sealed = { type: "compaction", id: newId("cmp"), encrypted_content: "gAAAAAcompacted" };
  const usage = { input_tokens: 100, output_tokens: 20, total_tokens: 120 };
  return { id: newId("resp"), object: "response.compaction", output: [...kept, sealed], usage };
}

/** Bodies come plain, gzipped, or (ChatGPT logins since 0.160) zstd-compressed. */
async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const raw = Buffer.concat(chunks);
  if (raw.length === 0) return "";
  const encoding = request.headers["content-encoding"];
  const plain = encoding === "zstd" ? zstdDecompressSync(raw) : encoding === "gzip" ? gunzipSync(raw) : raw;
  return plain.toString("utf8");
}
