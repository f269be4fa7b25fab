// For tests: a viewer's server on loopback, and somebody who was let in.

import { request, type IncomingHttpHeaders, type OutgoingHttpHeaders } from "node:http";
import { addressOf, type Answers, type Asked, type EndpointName, type Place } from "rollbook-api";
import { serveViewer, type ViewerServer, type ViewerServerOptions } from "./index.ts";

export interface Got {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Client {
  readonly server: ViewerServer;
  readonly cookie: string;
  /** A JSON answer, which was judged; of a session when it was read to its end. */
  readonly ask: <Name extends keyof Answers>(
    name: Name,
    place: Place<Name>,
    asked?: Asked<Name>,
  ) => Promise<Answers[Name]>;
  /** Whatever comes. */
  readonly get: <Name extends EndpointName>(name: Name, place: Place<Name>, asked?: Asked<Name>) => Promise<Got>;
}

export async function openServer(options: Partial<ViewerServerOptions> = {}): Promise<ViewerServer> {
  return serveViewer({
    homes: [],
    version: "0.0.0",
    mode: "view",
    redact: false,
    open: null,
    host: "127.0.0.1",
    port: 0,
    names: [],
    password: null,
    again: false,
    assets: null,
    env: {},
    fillIndexes: () => Promise.resolve(),
    countStats: () => Promise.resolve("nobody counts here"),
    surveyHomes: () => Promise.resolve([]),
    shareSession: () => Promise.resolve("nobody writes here"),
    note: (line) => {
      throw new Error(line);
    },
    ...options,
  });
}

export async function openClient(
  options: Partial<ViewerServerOptions> = {},
  judge: (name: keyof Answers, value: unknown) => void = () => {},
): Promise<Client> {
  const server = await openServer(options);
  const { headers } = await send(server.port, `/?token=${server.token}`);
  const cookie = headers["set-cookie"]?.[0]?.split(";")[0] ?? "";
  const get: Client["get"] = (name, place, asked) => send(server.port, addressOf(name, place, asked), { cookie });
  return {
    server,
    cookie,
    get,
    async ask(name, place, asked) {
      for (;;) {
        const { status, body } = await get(name, place, asked);
        if (status !== 200) throw new Error(`${status}: ${body.toString("utf8")}`);
        const value = JSON.parse(body.toString("utf8")) as Answers[typeof name];
        judge(name, value);
        if (!("progress" in value) || value.progress.done) return value;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
  };
}

export function send(
  port: number,
  path: string,
  headers: OutgoingHttpHeaders = {},
  method = "GET",
  body = "",
): Promise<Got> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: "127.0.0.1", port, path, method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    });
    asked.on("error", reject);
    asked.end(body);
  });
}
