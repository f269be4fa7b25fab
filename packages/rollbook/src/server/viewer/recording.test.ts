// What the viewer is told of a recording: of this session's own requests and approvals, as the contract has it.

import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { openApi } from "rollbook-api/openapi";
import { afterEach, beforeEach, expect, test } from "vitest";
import { SPECIMENS } from "../../../../../lab/specimen/session-files.ts";
import { openClient, type Client } from "./client.tools.ts";

let home = "";
let id = "";
let client: Client;
const ajv = new Ajv2020({ strict: false }).addSchema({ $id: "openapi", ...openApi() });
const SECRET = "ghp_aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0dF3gH6";

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), "rollbook-viewer-"));
  cpSync(join(SPECIMENS, "paginated/0.169.0/shell/home"), home, { recursive: true });
  const [name = ""] = readdirSync(home, { recursive: true, encoding: "utf8" }).filter((each) =>
    each.endsWith(".jsonl"),
  );
  id = /([0-9a-f-]{36})\.jsonl$/.exec(basename(name))?.[1] ?? "";
  client = await openClient({ homes: [home], redact: true });
});
afterEach(async () => {
  await client.server.close();
  rmSync(home, { recursive: true, force: true });
});

async function ask(whole = false): Promise<unknown> {
  const { sessions } = await client.ask("sessions", {});
  const answer = await client.ask("recording", { session: sessions[0]?.key ?? "" }, whole ? { whole } : {});
  expect(ajv.compile({ $ref: "openapi#/components/schemas/Recording" })(answer)).toBe(true);
  return answer;
}

function put(name: string, records: readonly object[]): void {
  const path = join(home, "sessions", id, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, records.map((record) => `${JSON.stringify(record)}\n`).join(""));
}

test("a session that was not recorded has no recording", async () => {
  expect(await ask()).toEqual({ directory: null, problems: [], requests: [], approvals: [], calls: [] });
});

test("requests and approvals are told without secrets, those of other threads left aside", async () => {
  const [at, url] = ["2026-11-21T07:00:00.000Z", "http://127.0.0.1/v1/responses"];
  const about = { thread_id: id, turn_id: "u", request_kind: "turn", exchange_id: "a", at };
  put("session_oai_raw.log", [
    { ...about, type: "request", url, body: { text: "{}" } },
    { type: "response", exchange_id: "a", status: 500, end: "complete", first_byte_ms: 5, last_byte_ms: 6.5 },
    { ...about, type: "request", exchange_id: "b", thread_id: "another", url },
  ]);
  put("session_meta.log", [
    { ...about, type: "approval_requested", call_id: "c", command: ["curl", "-H", `Authorization: Bearer ${SECRET}`] },
    { ...about, type: "approval_decided", call_id: "c", decision: "declined", by: "user" },
  ]);
  const told = await ask();
  expect(told).toMatchObject({
    directory: join(home, "sessions", id),
    problems: [expect.stringContaining("has no manifest.json")],
    requests: [{ turn_id: "u", kind: "turn", status: 500, end: "failed", attempt: 1, last_byte_ms: 6.5 }],
    approvals: [{ turn_id: "u", call_id: "c", decision: "declined", by: "user", asked_at: at, decided_at: at }],
  });
  expect(JSON.stringify(told)).not.toContain(SECRET);
});

test("what was new in a request is told where it is asked for, and when calls ran", async () => {
  const at = "2026-11-21T07:00:00.000Z";
  const user = (text: string): object => ({ type: "message", role: "user", content: [{ type: "input_text", text }] });
  const request = (exchange_id: string, input: readonly object[]): object => ({
    ...{ type: "request", exchange_id, at, thread_id: id, turn_id: "u", url: "http://127.0.0.1/v1/responses" },
    body: { text: JSON.stringify({ model: "m", input }) },
  });
  put("session_oai_raw.log", [request("a", [user("hi")]), request("b", [user("hi"), user(`use ${SECRET}`)])]);
  const called = { thread_id: id, wall_time_unix_ms: 1_795_295_871_318 };
  put("trace/trace-1/trace.jsonl", [
    { ...called, payload: { type: "tool_call_started", tool_call_id: "c" } },
    { ...called, wall_time_unix_ms: 1_795_295_871_919, payload: { type: "tool_call_ended", tool_call_id: "c" } },
  ]);
  const told = await ask(true);
  expect(told).toMatchObject({
    requests: [
      { input_items: 1, change: null },
      { input_items: 2, change: { removed: 0, added: [{ type: "message", role: "user" }], fields: [] } },
    ],
    calls: [
      {
        ...{ call_id: "c", parent_call_id: null },
        ...{ started_at: "2026-11-21T21:17:51.318Z", ended_at: "2026-11-21T21:17:51.919Z" },
      },
    ],
  });
  expect(JSON.stringify(told)).not.toContain(SECRET);
  expect(await ask()).toMatchObject({ requests: [{ change: null }, { change: null }] });
});
