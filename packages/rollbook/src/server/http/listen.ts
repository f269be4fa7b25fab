// The HTTP server: guards the door, finds who answers, and bounds what anyone can make it hold or wait for.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { EndpointName } from "rollbook-api";
import { findAsset, type Asset } from "./assets.ts";
import { HttpFailure } from "./failure.ts";
import type { Gate } from "./gate.ts";
import { admit, type Guard } from "./guard.ts";
import { ASKING, SAFE } from "./headers.ts";
import { door, opened, plain } from "./pages.ts";
import { send, sendBytes, sendFailure, type Reply } from "./reply.ts";
import { findRoute, readQuery } from "./route.ts";

export type Answer = (
  name: EndpointName,
  place: Readonly<Record<string, string>>,
  query: Readonly<Record<string, unknown>>,
) => Promise<Reply>;

export interface ListenOptions {
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  /** What depends on the port. */
  readonly door: (port: number) => { readonly guard: Guard; readonly gate: Gate };
  /** Null where the viewer is not built. */
  readonly assets: ReadonlyMap<string, Asset> | null;
  readonly answer: Answer;
  /** Told of faults of this program. */
  readonly note: (line: string) => void;
  /** Milliseconds a connection may be silent, or a reader may take nothing. */
  readonly patience?: number;
}

export interface Listening {
  readonly port: number;
  readonly gate: Gate;
  readonly close: () => Promise<void>;
}

const PATIENCE = 60_000;
const LONGEST_FORM = 4096;
/** In characters, of which each may be three in a form. */
const LONGEST_PLACE = 1000;
const MOST_CONNECTIONS = 512;

/** Throws what the system throws where it cannot listen there. */
export async function listen(options: ListenOptions): Promise<Listening> {
  const { host, port, patience = PATIENCE, note } = options;
  let handle = (_request: IncomingMessage, response: ServerResponse): void => void response.destroy();
  const server = createServer(
    {
      maxHeaderSize: 32 << 10,
      headersTimeout: Math.min(patience, 10_000),
      requestTimeout: patience,
      connectionsCheckingInterval: Math.min(patience, 5000),
    },
    (request, response) => handle(request, response),
  );
  server.maxConnections = MOST_CONNECTIONS;
  // Whoever neither asks nor takes anything is let go.
  server.setTimeout(patience);
  server.on("clientError", refuseMessage);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  const actual = (server.address() as AddressInfo).port;
  const { guard, gate } = options.door(actual);
  let closed = false;
  handle = (request, response) => {
    const leaving = new AbortController();
    response.on("close", () => leaving.abort());
    respond(request, response, { ...options, guard, gate }, leaving.signal).catch((error: unknown) => {
      // Nobody waits for it: what ends with the server is no fault.
      if (leaving.signal.aborted || closed) return;
      if (error instanceof HttpFailure) {
        sendFailure(response, error);
        return;
      }
      note(`a fault while answering ${request.url?.split("?")[0] ?? ""}: ${stackOf(error)}`);
      sendFailure(response, new HttpFailure("internal", "a fault in rollbook itself; its output tells more"));
    });
  };
  return {
    port: actual,
    gate,
    close() {
      closed = true;
      return close(server);
    },
  };
}

interface Rooms extends Pick<ListenOptions, "assets" | "answer"> {
  readonly guard: Guard;
  readonly gate: Gate;
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  { guard, gate, assets, answer }: Rooms,
  gone: AbortSignal,
): Promise<void> {
  const { method = "", url = "", headers } = request;
  const { path, query } = admit({ method, url, headers }, guard);
  if (method === "POST") {
    const form = new URLSearchParams(await readForm(request));
    await enter(response, gate, form.get("token") ?? "", placeOf(form.get("place") ?? ""), "POST");
    return;
  }
  const api = path === "/api" || path.startsWith("/api/");
  if (!gate.knows(headers.cookie)) {
    const token = new URLSearchParams(query).get("token");
    const rest = query.split("&").filter((pair) => pair !== "" && !pair.startsWith("token="));
    const place = placeOf(rest.length === 0 ? path : `${path}?${rest.join("&")}`);
    if (!api && token !== null) {
      await enter(response, gate, token, place, "GET");
      return;
    }
    const why = "open the link that rollbook printed, or enter its token";
    if (api) throw new HttpFailure("unauthorized", why);
    sendDoor(response, why, place);
    return;
  }
  if (!api) {
    sendAsset(response, assets, path);
    return;
  }
  const route = findRoute(path);
  if (route === null)
    throw new HttpFailure("not_found", "there is no such endpoint: contracts/openapi.json lists them");
  await send(response, await answer(route.name, route.place, readQuery(route.name, query)), gone);
}

async function enter(response: ServerResponse, gate: Gate, token: string, place: string, by: string): Promise<void> {
  const cookie = await gate.admit(token, response.socket?.remoteAddress ?? "");
  if (cookie === null) {
    const why = by === "GET" ? "the link was used already, or is not the one rollbook printed" : "that is not the word";
    sendDoor(response, why, place);
    return;
  }
  sendBytes(response, 200, "text/html", Buffer.from(opened(place)), { "set-cookie": cookie });
}

function sendDoor(response: ServerResponse, why: string, place: string): void {
  sendBytes(response, 401, "text/html", Buffer.from(door(`Not let in: ${why}.`, place)), ASKING);
}

/** Where one is led who was let in: to what was asked for if it is a place of this server, else to its front page. */
function placeOf(asked: string): string {
  const own = asked.length <= LONGEST_PLACE && /^\/(?![/\\])[!-~]*$/.test(asked) && !/^\/login(?:$|\?)/.test(asked);
  return own ? asked : "/";
}

function sendAsset(response: ServerResponse, assets: ReadonlyMap<string, Asset> | null, path: string): void {
  if (assets === null) {
    const why =
      "The viewer is not built here. Run npm run build -w rollbook-web and start again; the interface under /api/ answers already.";
    sendBytes(response, 503, "text/html", Buffer.from(plain(why)));
    return;
  }
  const asset = findAsset(assets, path);
  if (asset === null) {
    sendBytes(response, 404, "text/html", Buffer.from(plain("There is no such file.")));
    return;
  }
  const cache = asset.lasting ? "private, max-age=31536000, immutable" : "no-cache";
  sendBytes(response, 200, asset.type, asset.read(), { ...SAFE, "cache-control": cache });
}

async function readForm(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LONGEST_FORM) throw new HttpFailure("bad_request", `a form has at most ${LONGEST_FORM} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** What is no request of HTTP, or comes too slowly, or has too long a head. */
function refuseMessage(error: NodeJS.ErrnoException, socket: import("node:stream").Duplex): void {
  const status =
    error.code === "HPE_HEADER_OVERFLOW"
      ? "431 Request Header Fields Too Large"
      : error.code === "ERR_HTTP_REQUEST_TIMEOUT"
        ? "408 Request Timeout"
        : "400 Bad Request";
  if (socket.writable) socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
  else socket.destroy();
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

async function close(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
