// What logs of a recording are read to say: requests over HTTP and WebSocket, approvals, calls; and that nothing breaks it.

import fc from "fast-check";
import { expect, test } from "vitest";
import type { ActionRecord } from "../action/index.ts";
import { createAdding, createApprovals, createCalls, createLogReader, createRequests } from "./index.ts";

type Json = { readonly [key: string]: unknown };
const PLACE = { line: 1, offset: 0, length: 1 };
const ABOUT = { run_id: "r", session_id: "t", thread_id: "t", turn_id: "u", request_kind: "turn" };
const STREAM = [["content-type", "text/event-stream"]];

const time = (ms: number): string => new Date(1_795_000_000_000 + ms).toISOString();
const body = (value: unknown): Json => ({ text: typeof value === "string" ? value : JSON.stringify(value) });
const said = (text: string): Json => ({ type: "message", role: "user", content: [{ type: "input_text", text }] });
const call = { type: "function_call", id: "fc_1", status: "completed", name: "sh", arguments: "{}", call_id: "call_1" };
const output = { type: "function_call_output", call_id: "call_1", output: "hello" };

function requestsOf(records: readonly Json[]): ReturnType<ReturnType<typeof createRequests>["end"]> {
  const fold = createRequests(({ text }) => (typeof text === "string" ? text : null));
  for (const record of records) fold.take(record, PLACE);
  return fold.end();
}

function http(id: string, at: number, input: unknown, answer: Json): readonly Json[] {
  const url = "http://127.0.0.1/v1/responses?key=%3Chidden%3E";
  const asked = { model: "m", tools: [], input };
  return [
    { ...ABOUT, type: "request", exchange_id: id, method: "POST", url, at: time(at), body: body(asked) },
    { type: "response", exchange_id: id, first_byte_ms: 5, last_byte_ms: 10, status: 200, end: "complete", ...answer },
  ];
}

const events = (...all: readonly Json[]): Json =>
  body(all.map((event) => `event: ${String(event["type"])}\ndata: ${JSON.stringify(event)}\n\n`).join(""));
const done = (id: string): Json => ({
  type: "response.completed",
  response: { id, usage: { input_tokens: 9, input_tokens_details: { cached_tokens: 4 }, output_tokens: 2 } },
});

test("requests are joined with their answers, and with the tries before", () => {
  const requests = requestsOf([
    ...http("a", 0, [said("hi")], { status: 500, body: body({ error: { message: "boom" } }) }),
    ...http("b", 210, [said("hi")], { headers: STREAM, body: events(done("r1")) }),
    ...http("c", 300, [said("hi"), call, output], { headers: STREAM, body: events({ type: "response.created" }) }),
    ...http("d", 400, [said("hi"), call, output], { end: "cut", error: "ECONNRESET", body: null }),
    ...http("e", 500, [said("other")], { headers: STREAM, body: events(done("r2")) }),
  ]);
  expect(
    requests.map(({ end, status, attempt, waited_ms, error }) => [end, status, attempt, waited_ms, error]),
  ).toEqual([
    ["failed", 500, 1, null, "boom"],
    ["complete", 200, 2, 200, null],
    ["cut", 200, 1, null, null],
    ["cut", 200, 2, 90, "ECONNRESET"],
    ["complete", 200, 3, 90, null],
  ]);
  expect(requests.map(({ change }) => change && [change.kept, change.removed, change.added.length])).toEqual([
    null,
    [1, 0, 0],
    [1, 0, 2],
    [3, 0, 0],
    [0, 3, 1],
  ]);
  expect(requests[1]).toMatchObject({
    url: "http://127.0.0.1/v1/responses",
    response_id: "r1",
    model: "m",
    usage: { input_tokens: 9, cached_input_tokens: 4, output_tokens: 2 },
  });
  expect(requests[2]?.change?.added).toMatchObject([
    { type: "function_call", role: "sh", call_id: "call_1", text: "{}" },
    { type: "function_call_output", role: null, text: "hello" },
  ]);
});

test("an answer that was whole is complete, whoever hung up first", () => {
  const requests = requestsOf([
    ...http("a", 0, [said("hi")], {
      headers: STREAM,
      end: "client_closed",
      error: "aborted",
      body: events(done("r1")),
    }),
    ...http("b", 20, [said("hi")], {
      headers: STREAM,
      end: "client_closed",
      body: events({ type: "response.created" }),
    }),
  ]);
  expect(requests.map(({ end, error }) => [end, error])).toEqual([
    ["complete", null],
    ["client_closed", null],
  ]);
});

test("what a WebSocket leaves to the model's memory is a part of the input", () => {
  const frame = (direction: string, exchange_id: string, ms: number | null, event: Json): Json => ({
    ...ABOUT,
    ...{ type: "frame", socket_id: "s", exchange_id, direction, opcode: "text", at: time(ms ?? 0), ms },
    body: body(event),
  });
  const create = (input: readonly Json[], previous?: string): Json => ({
    type: "response.create",
    input,
    ...(previous === undefined ? {} : { previous_response_id: previous }),
  });
  const socket = [
    frame("client", "a", null, create([said("hi")])),
    frame("server", "a", 3, { type: "response.output_item.done", item: call }),
    frame("server", "a", 4, done("r1")),
    frame("client", "b", null, create([output], "r1")),
    frame("server", "b", 7, { type: "error", status: 429, error: { message: "slow down" } }),
    frame("client", "c", null, create([output], "r1")),
    { type: "socket_closed", by: "server", code: null, error: "reset", open_exchange_id: "c" },
    frame("client", "d", null, create([said("hi"), { ...call, id: "fc_2", status: null }, output])),
    frame("client", "e", null, create([output], "nobody knows")),
  ];
  const [first, ...others] = requestsOf(socket);
  expect(first).toMatchObject({
    end: "complete",
    first_byte_ms: 3,
    last_byte_ms: 4,
    input_items: 1,
    transport: "websocket",
  });
  expect(others).toMatchObject([
    { end: "failed", status: 429, error: "slow down", input_items: 3, change: { kept: 1, added: [{}, {}] } },
    { end: "cut", error: "reset", input_items: 3, change: { kept: 3, removed: 0, added: [] } },
    { end: "open", input_items: 3, change: { kept: 3, removed: 0, added: [] } },
    { end: "open", input_items: null, change: null },
  ]);
});

const asked = (at: number, more: Json = {}): Json => ({
  ...{ type: "approval_requested", thread_id: "t", turn_id: "u", call_id: "c", at: time(at) },
  ...{ asked_for: "command", command: ["rm"], reason: "why not", ...more },
});
const decided = (at: number, decision: string, by: string | null = "user"): Json => ({
  ...{ type: "approval_decided", thread_id: "t", turn_id: "u", call_id: "c", at: time(at), decision, by },
});

function approvalsOf(records: readonly Json[]): ReturnType<ReturnType<typeof createApprovals>["end"]> {
  const fold = createApprovals();
  for (const [index, record] of records.entries()) fold.take(record, { ...PLACE, line: index + 1 });
  return fold.end();
}

test("an approval is a question and its answer, told by however many", () => {
  const twice = [asked(0), asked(1, { reason: null }), decided(9, "declined"), decided(9, "declined", null)];
  expect(approvalsOf(twice)).toMatchObject([
    {
      call_id: "c",
      command: ["rm"],
      approval: { asked_at: time(0), decided_at: time(9), decision: "declined", by: "user", reason: "why not" },
    },
  ]);
  expect(approvalsOf([asked(0)])).toMatchObject([{ approval: { decision: null, by: null, decided_at: null } }]);
  expect(approvalsOf([decided(9, "perhaps")])).toMatchObject([{ approval: { asked_at: null, decision: "unknown" } }]);
  const again = [asked(0), decided(5, "declined"), asked(20), decided(30, "accepted")];
  expect(approvalsOf(again).map(({ approval }) => approval.decision)).toEqual(["declined", "accepted"]);
});

const traced = (wall_time_unix_ms: number, payload: Json): Json => ({ wall_time_unix_ms, thread_id: "t", payload });
const TRACE = [
  traced(1, { type: "code_cell_started", runtime_cell_id: "cell", model_visible_call_id: "call_a" }),
  traced(2, {
    ...{ type: "tool_call_started", tool_call_id: "exec-1", model_visible_call_id: null },
    requester: { type: "code_cell", runtime_cell_id: "cell" },
  }),
  traced(7, { type: "tool_call_ended", tool_call_id: "exec-1" }),
];

test("a recording adds to actions what it tells of their calls, and to others nothing", () => {
  const calls = createCalls();
  for (const record of TRACE) calls.take(record, PLACE);
  const action = {
    record: "action",
    action_id: "t:exec-1",
    marker: null,
    evidence: [],
    inferred: ["parent_action_id"],
  };
  const approvals = approvalsOf([asked(0, { call_id: "exec-1" })]);
  const add = createAdding({ meta: "m", approvals, calls: calls.end().map((each) => ({ ...each, file: "f" })) });
  expect(add(action as unknown as ActionRecord)).toEqual([
    {
      ...action,
      parent_action_id: "t:call_a",
      inferred: [],
      approval: approvals[0]?.approval,
      traced: { started_at: "1970-01-01T00:00:00.002Z", ended_at: "1970-01-01T00:00:00.007Z" },
      evidence: [
        { file: "m", ...PLACE, kind: "approval" },
        { file: "f", ...PLACE, kind: "trace" },
        { file: "f", ...PLACE, kind: "trace" },
      ],
    },
  ]);
  const other = { ...action, action_id: "t:exec-2" } as unknown as ActionRecord;
  expect(add(other)[0]).toBe(other);
});

test("what was declined before it ran is an action too, and counted", () => {
  const decide = (call_id: string, decision: string, more: Json = {}): readonly Json[] => [
    asked(0, { call_id, asked_for: "command", command: ["rm -rf build"], ...more }),
    { type: "approval_decided", thread_id: "t", turn_id: "u", call_id, at: time(9), decision, by: "user", ...more },
  ];
  const approvals = approvalsOf([
    ...decide("known", "declined"),
    ...decide("never", "cancelled"),
    ...decide("accepted", "accepted"),
    ...decide("elsewhere", "declined", { thread_id: "another" }),
  ]);
  const add = createAdding({ meta: "m", approvals, calls: [] });
  const given = (record: object): readonly Json[] => add(record as ActionRecord) as unknown as readonly Json[];
  given({ record: "session", session_id: "t" });
  const known = { record: "action", seq: 4, action_id: "t:known", marker: null, evidence: [], inferred: [] };
  expect(given(known)).toHaveLength(1);
  const end = { record: "end", actions: 1, by_type: { turn_marker: 1 }, by_status: { completed: 1 } };
  const [refused, told, ...more] = given(end);
  expect(more).toEqual([]);
  expect(refused).toMatchObject({
    ...{ record: "action", session_id: "t", turn_id: "u", seq: 5, action_id: "t:never", timestamp: time(9) },
    ...{ action_type: "command_execution", command: "rm -rf build", status: "declined", argv: null },
    approval: { decision: "cancelled", by: "user" },
    evidence: [{ kind: "approval" }, { kind: "approval" }],
  });
  expect(told).toEqual({
    ...{ record: "end", actions: 2 },
    ...{ by_type: { turn_marker: 1, command_execution: 1 }, by_status: { completed: 1, declined: 1 } },
  });
  expect(createAdding({ meta: "m", approvals: [], calls: [] })(end as unknown as ActionRecord)).toEqual([end]);
});

test("a log is read in pieces of any size, and what is no record is counted", () => {
  const bytes = new TextEncoder().encode('{"a":"ä"}\nnonsense\n\n[1]\n{"b":2}\n{"torn');
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 40 }), (sizes) => {
      const records: Json[] = [];
      const places: number[] = [];
      const reader = createLogReader((record, { offset }) => (records.push(record), places.push(offset)));
      let at = 0;
      for (const size of sizes) reader.push(bytes.subarray(at, (at += size)));
      if (at < bytes.length) reader.push(bytes.subarray(at));
      expect(reader.end()).toEqual({ lines: 6, damaged: 2, first_damaged: 2, torn: true });
      expect(records).toEqual([{ a: "ä" }, { b: 2 }]);
      expect(places).toEqual([0, 25]);
    }),
  );
});

test("no record, however odd, breaks a reading", () => {
  const odd = fc.dictionary(
    fc.constantFrom("type", "exchange_id", "body", "headers", "payload", "thread_id", "call_id", "ms", "at", "opcode"),
    fc.oneof(
      fc.constantFrom("request", "response", "frame", "text", "client", "server", "tool_call_started", "a"),
      fc.jsonValue(),
      fc.constant({ text: '{"input":[null,1,{"content":[null]}],"previous_response_id":"x"}' }),
      fc.constant({ type: "tool_call_started", tool_call_id: "x", requester: 1 }),
    ),
  );
  fc.assert(
    fc.property(fc.array(odd), (records) => {
      requestsOf(records);
      approvalsOf(records);
      const calls = createCalls();
      for (const record of records) calls.take(record, PLACE);
      calls.end();
    }),
  );
});
