// The mocked model over real sockets on loopback: streams, failures, what a WebSocket builds on.

import { afterEach, expect, test } from "vitest";
import { wholeRequest } from "./model-socket.ts";
import { startModel, type Model, type ModelOptions } from "./model.ts";
import type { Wire } from "./script.ts";

let model: Model | null = null;
afterEach(async () => {
  await model?.close();
  model = null;
});

async function start(options: ModelOptions): Promise<Model> {
  model = await startModel(options);
  return model;
}

function ask(to: Model, body: Wire): Promise<Response> {
  return fetch(`${to.baseUrl}/responses`, { method: "POST", body: JSON.stringify(body) });
}

const types = (stream: string): string[] => [...stream.matchAll(/^event: (.*)$/gm)].map(([, type = ""]) => type);

test("an answer is streamed as server-sent events, and the request is noted", async () => {
  const to = await start({ script: { turns: [{ items: [{ $text: "hello" }] }] } });
  const response = await ask(to, { model: "m", input: [], stream: true });
  expect(response.headers.get("content-type")).toBe("text/event-stream");
  expect(types(await response.text()).at(-1)).toBe("response.completed");
  expect(to.requests).toMatchObject([{ via: "http", path: "/v1/responses", answer: 200, body: { model: "m" } }]);
});

test("a status is answered with the script's body", async () => {
  const body = { error: { type: "usage_limit_reached" } };
  const to = await start({ script: { turns: [{ status: 429, body }] } });
  const response = await ask(to, { input: [] });
  expect(response.status).toBe(429);
  expect(await response.json()).toEqual(body);
});

test("a cut stream ends before it is complete, a hard cut breaks the connection", async () => {
  const items = [{ $text: "hello" }];
  const to = await start({
    script: {
      turns: [
        { items, cutAfter: 2 },
        { items, cutAfter: 2, cutHard: true },
      ],
    },
  });
  expect(types(await (await ask(to, { input: [] })).text())).toEqual([
    "response.created",
    "response.output_item.added",
  ]);
  await expect(ask(to, { input: [] }).then((response) => response.text())).rejects.toThrow(/terminated|fetch failed/);
  expect(to.requests.map(({ answer }) => answer)).toEqual(["cut", "cut"]);
});

test("models, compaction and unknown paths are answered", async () => {
  const to = await start({ script: { turns: [] } });
  expect(await (await fetch(`${to.baseUrl}/models`)).json()).toMatchObject({ models: [] });
  const user = { type: "message", role: "user", content: [] };
  const input = [user, { type: "function_call" }];
  const compacted = await fetch(`${to.baseUrl}/responses/compact`, { method: "POST", body: JSON.stringify({ input }) });
  expect(await compacted.json()).toMatchObject({ output: [user, { type: "compaction" }] });
  expect((await fetch(`${to.baseUrl}/elsewhere`)).status).toBe(404);
});

test("a WebSocket is warmed up, and builds on the response it names", async () => {
  const script = { turns: [{ items: [{ $sh: "echo one" }] }, { match: "echo one", items: [{ $text: "two" }] }] };
  const to = await start({ script, webSocket: true });
  const socket = new WebSocket(to.baseUrl.replace("http", "ws") + "/responses");
  await new Promise((open) => socket.addEventListener("open", open, { once: true }));
  const exchange = async (message: Wire): Promise<Wire> => {
    const last = new Promise<Wire>((done) => {
      const take = ({ data }: MessageEvent): void => {
        const event = JSON.parse(String(data)) as Wire;
        if (event["type"] !== "response.completed") return;
        socket.removeEventListener("message", take);
        done(event["response"] as Wire);
      };
      socket.addEventListener("message", take);
    });
    socket.send(JSON.stringify({ type: "response.create", ...message }));
    return last;
  };
  const warm = await exchange({ generate: false, input: [{ role: "developer" }], tools: [{ name: "exec_command" }] });
  const first = await exchange({ previous_response_id: warm["id"], input: [{ role: "user" }] });
  const second = await exchange({ previous_response_id: first["id"], input: [{ type: "function_call_output" }] });
  expect(second["output"]).toMatchObject([{ type: "message" }]);
  socket.close();
  expect(to.requests.map(({ answer }) => answer)).toEqual(["warm-up", 200, 200]);
  expect(to.requests[2]?.body?.input).toMatchObject([
    { role: "developer" },
    { role: "user" },
    { type: "function_call" },
    { type: "function_call_output" },
  ]);
});

test("without WebSocket the upgrade is refused with 426", async () => {
  const to = await start({ script: { turns: [] } });
  const socket = new WebSocket(to.baseUrl.replace("http", "ws") + "/responses");
  await new Promise((closed) => socket.addEventListener("error", closed, { once: true }));
  expect(to.requests).toMatchObject([{ via: "upgrade-refused", answer: 426 }]);
});

test("a request that names an unknown response is taken as it is", () => {
  const message = { previous_response_id: "resp_gone", input: [1] };
  expect(wholeRequest(message, new Map())).toBe(message);
});
