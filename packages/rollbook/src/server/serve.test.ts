// The server as a client sees it: lines in, lines out, whatever the lines are.

import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import type { JsonObject } from "rollbook-core";
import { SPECIMENS } from "../../../../lab/specimen/session-files.ts";
import { serve } from "./serve.ts";

const HOME = join(SPECIMENS, "paginated/0.169.0/shell/home");
const THREAD = "01a1fcfa-350e-7a83-8a5c-b865c958e002";

const INITIALIZE = { id: "hello", method: "initialize", params: { clientInfo: { name: "test", version: "1" } } };

interface Talk {
  readonly answers: readonly JsonObject[];
  readonly lines: readonly string[];
  readonly notes: readonly string[];
}

/** Sends these lines, objects as JSON, cut into chunks of such a size, and hears the server out. */
async function talk(messages: readonly (string | object)[], chunk = 64_000): Promise<Talk> {
  const bytes = Buffer.from(
    messages.map((each) => (typeof each === "string" ? each : JSON.stringify(each))).join("\n"),
  );
  async function* input(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += chunk) {
      yield bytes.subarray(at, at + chunk);
      await sleep(0);
    }
  }
  const lines: string[] = [];
  const notes: string[] = [];
  const write = async (line: string): Promise<void> => {
    await sleep(0);
    lines.push(line);
  };
  const client = { input: input(), write, gone: new AbortController().signal };
  await serve(client, { homes: [HOME], version: "0.0.0", note: (line) => notes.push(line) });
  return { answers: lines.map((line) => JSON.parse(line) as JsonObject), lines, notes };
}

test("shakes hands first, once", async () => {
  const early = { id: 1, method: "thread/list", params: {} };
  const { answers } = await talk([
    early,
    INITIALIZE,
    { method: "initialized" },
    { ...INITIALIZE, id: 2 },
    { ...early, id: 3 },
  ]);
  expect(answers).toMatchObject([
    { id: 1, error: { code: -32600, message: "Not initialized" } },
    { id: "hello", result: { codexHome: HOME, platformFamily: process.platform === "win32" ? "windows" : "unix" } },
    { id: 2, error: { code: -32600, message: "Already initialized" } },
    { id: 3, result: { data: [], nextCursor: null } },
  ]);
  expect((answers[1]?.["result"] as JsonObject)["userAgent"]).toMatch(
    /^test\/0\.169\.0 \(.*\) rollbook\/0\.0\.0 \(test; 1\)$/,
  );
});

test("wrong parameters of the handshake leave it to be done", async () => {
  const { answers } = await talk([{ ...INITIALIZE, id: 1, params: {} }, INITIALIZE]);
  expect(answers).toMatchObject([
    { id: 1, error: {} },
    { id: "hello", result: {} },
  ]);
});

test("answers what has an id, notes what has none, and goes on", async () => {
  const { answers, notes } = await talk([
    INITIALIZE,
    "garbage",
    "[1]",
    "",
    "   ",
    '{"id":null,"method":"thread/list"}',
    '{"id":1.5,"method":"thread/list"}',
    '{"id":{},"method":"thread/list"}',
    '{"id":1}',
    '{"id":2,"method":5}',
    '{"id":3,"result":{}}',
    '{"method":"unheard/of"}',
    '{"id":4,"method":"thread/loaded/list","params":{}}\r',
    '  {"method":"thread/loaded/list","params":{},"id":5,"jsonrpc":"2.0"}  ',
    '{"id":"ä","method":"nope"}',
  ]);
  expect(answers.map(({ id }) => id)).toEqual(["hello", 1, 2, 4, 5, "ä"]);
  expect(answers.slice(1, 3)).toMatchObject([{ error: { code: -32600 } }, { error: { code: -32600 } }]);
  expect(notes).toHaveLength(5);
});

test("gives back ids as they were, also those that no number can hold", async () => {
  const ids = ["9007199254740993", "-3", "0", '"x\\"y"', "9223372036854775807"];
  const { lines, notes } = await talk([
    INITIALIZE,
    ...ids.map((id) => `{"id":${id},"method":"thread/loaded/list","params":{"id":7}}`),
    '{"id":9223372036854775808,"method":"thread/loaded/list","params":{}}',
  ]);
  expect(lines.slice(1)).toEqual(ids.map((id) => `{"id":${id},"result":{"data":[],"nextCursor":null}}\n`));
  expect(notes).toHaveLength(1);
});

test("lines may come in any pieces, and the last without its end", async () => {
  const messages = [INITIALIZE, { id: 1, method: "thread/read", params: { threadId: THREAD, includeTurns: true } }];
  const whole = await talk(messages);
  expect((await talk(messages, 1)).answers).toEqual(whole.answers);
  expect((await talk(messages, 7)).answers).toEqual(whole.answers);
});

test("hundreds of requests at once are answered each once, whole lines", async () => {
  const many = Array.from({ length: 500 }, (_, id) => ({
    id,
    method: ["thread/read", "thread/turns/list", "thread/items/list", "thread/timeline/list"][id % 4],
    params: { threadId: THREAD, includeTurns: true },
  }));
  const { answers, lines } = await talk([INITIALIZE, ...many]);
  expect(lines.every((line) => line.endsWith("}\n") && line.indexOf("\n") === line.length - 1)).toBe(true);
  const ids = answers.map(({ id }) => id).filter((id) => typeof id === "number");
  expect(ids.toSorted((a, b) => a - b)).toEqual(many.map(({ id }) => id));
  expect(answers.filter(({ error }) => error !== undefined)).toEqual([]);
});

test("a small request overtakes a large one", async () => {
  const { answers } = await talk([
    INITIALIZE,
    { id: "large", method: "thread/read", params: { threadId: THREAD, includeTurns: true } },
    { id: "small", method: "thread/loaded/list", params: {} },
  ]);
  expect(answers.map(({ id }) => id)).toEqual(["hello", "small", "large"]);
});

test("a message that is too long is refused by its id, and the next is read", async () => {
  const long = { id: 1, method: "thread/list", params: { searchTerm: "x".repeat(17 << 20) } };
  const { answers, notes } = await talk([INITIALIZE, long, `"${"y".repeat(17 << 20)}"`, { ...INITIALIZE, id: 2 }]);
  expect(answers).toMatchObject([
    { id: "hello" },
    { id: 1, error: { code: -32600, message: "Invalid request: the message is longer than 16 MiB" } },
    { id: 2 },
  ]);
  expect(notes).toEqual(["a message was not understood: the message is longer than 16 MiB"]);
});

test("ends at once when nobody listens any more, whatever is still being read", async () => {
  const gone = new AbortController();
  const written: string[] = [];
  async function* input(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(`${JSON.stringify(INITIALIZE)}\n`);
    yield Buffer.from(
      `${JSON.stringify({ id: 1, method: "thread/read", params: { threadId: THREAD, includeTurns: true } })}\n`,
    );
    gone.abort();
    await new Promise(() => {});
  }
  const write = async (line: string): Promise<void> => void written.push(line);
  await serve({ input: input(), write, gone: gone.signal }, { homes: [HOME], version: "0.0.0", note: () => {} });
  expect(written.length).toBeLessThanOrEqual(1);
});

test("an answer is one line for readers that end lines at other characters too", async () => {
  const { lines } = await talk([INITIALIZE, { id: 1, method: "thread/read", params: { threadId: "a\u2028b\u2029" } }]);
  expect(lines[1]).not.toMatch(/[\u2028\u2029]/);
  expect((JSON.parse(lines[1] ?? "") as { error: { message: string } }).error.message).toContain("`\u2028` at 2");
});

test("an input that fails is an end, and what was asked before is answered", async () => {
  const lines: string[] = [];
  const notes: string[] = [];
  async function* input(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(`${JSON.stringify(INITIALIZE)}\n`);
    throw new Error("EIO: i/o error, read");
  }
  const write = async (line: string): Promise<void> => void lines.push(line);
  const client = { input: input(), write, gone: new AbortController().signal };
  await serve(client, { homes: [HOME], version: "0.0.0", note: (line) => notes.push(line) });
  expect(lines).toHaveLength(1);
  expect(notes).toEqual(["the input could not be read further: EIO: i/o error, read"]);
});
