// What the tap of a recording costs: requests with it and without it by turns, and a long stream through it.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { Agent, createServer, request, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createInterface } from "node:readline";
import type { Sample } from "./child.ts";
import { spread } from "./compare.ts";
import type { Measure } from "./measures.ts";

const MB = 1e6;
const REQUESTS = 200;
const EVENT = `event: response.output_text.delta\ndata: ${JSON.stringify({
  type: "response.output_text.delta",
  item_id: "msg_0123456789",
  output_index: 0,
  content_index: 0,
  delta: " a few words of an answer",
})}\n\n`;
/** What a turn of some length sends along. */
const BODY = JSON.stringify({ model: "bench", stream: true, input: "a line of what was said before. ".repeat(1500) });
const STREAM = 100 * MB;
const PIECE = EVENT.repeat(100);

export function tapMeasures(job: string): readonly Measure[] {
  const figure =
    (of: (pair: Times) => number): (() => Promise<Sample>) =>
    () =>
      withTap(job, (urls) => added(urls, of));
  const base = { material: [], yardstick: null, memory: null } as const;
  const added3 = { ...base, kind: "at most", unit: "ms", goal: 3 } as const;
  return [
    {
      ...added3,
      name: "tap-first",
      what: "Recording: added to a request, to its first event",
      subject: { name: `${REQUESTS} requests with and without the tap`, run: figure(({ first }) => first) },
    },
    {
      ...added3,
      name: "tap",
      what: "The same to the end of its answer",
      subject: { name: `${REQUESTS} requests with and without the tap`, run: figure(({ last }) => last) },
    },
    {
      ...base,
      name: "tap-stream",
      what: "Recording: bytes lost of an answer of 100 MB at full speed",
      kind: "at most",
      unit: "bytes",
      goal: 0,
      subject: { name: "an answer of 100 MB through the tap", run: () => withTap(job, streamed) },
      memory: 100 * MB,
      runs: 1,
    },
  ];
}

interface Urls {
  readonly bare: string;
  readonly tapped: string;
}

/** The figure of `work`, or what the tap's own process tells. */
async function withTap(job: string, work: (urls: Urls) => Promise<number | null>): Promise<Sample> {
  const server = await playModel();
  const bare = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  const child = spawn(process.execPath, [job, "tap", bare], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<string> => ((await lines.next()) as { readonly value?: string }).value ?? "";
  try {
    const tapped = await next();
    const start = process.hrtime.bigint();
    const found = await work({ bare, tapped });
    const seconds = Number(process.hrtime.bigint() - start) / 1e9;
    child.stdin.end();
    const told = JSON.parse(await next()) as Sample;
    return { ...told, seconds, ...(found !== null && { figure: found }) };
  } finally {
    child.kill();
    server.closeAllConnections();
    server.close();
  }
}

async function playModel(): Promise<Server> {
  const server = createServer((asked, response) => {
    asked.resume().once("end", () => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      void (asked.url?.endsWith("/stream") === true ? sendLong(response) : sendEvents(response));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}

type Response = Parameters<NonNullable<Parameters<typeof createServer>[1]>>[1];

async function sendEvents(response: Response): Promise<void> {
  for (let event = 0; event < 20; event++) {
    response.write(EVENT);
    await new Promise((done) => setImmediate(done));
  }
  response.end();
}

async function sendLong(response: Response): Promise<void> {
  for (let sent = 0; sent < STREAM; sent += PIECE.length) if (!response.write(PIECE)) await once(response, "drain");
  response.end();
}

interface Times {
  readonly first: number;
  readonly last: number;
}

/** The median of what the tap adds to a request, in milliseconds. */
async function added(urls: Urls, of: (pair: Times) => number): Promise<number> {
  const agent = new Agent({ keepAlive: true });
  const differences: number[] = [];
  for (let n = 0; n < REQUESTS + 20; n++) {
    const without = await ask(`${urls.bare}/responses`, agent);
    const through = await ask(`${urls.tapped}/responses`, agent);
    // The first ones warm what is compiled and connected.
    if (n >= 20) differences.push(of(through) - of(without));
  }
  agent.destroy();
  return spread(differences).median;
}

async function streamed({ tapped }: Urls): Promise<null> {
  await ask(`${tapped}/stream`, new Agent());
  return null;
}

async function ask(url: string, agent: Agent): Promise<Times> {
  const start = performance.now();
  const asked = request(url, { method: "POST", agent, headers: { "content-type": "application/json" } }).end(BODY);
  const [response] = (await once(asked, "response")) as [IncomingMessage];
  let first = 0;
  response.on("data", () => (first ||= performance.now() - start));
  await once(response, "end");
  return { first, last: performance.now() - start };
}
