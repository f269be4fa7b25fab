// What the taps make of real records of Codex, line for line as its versions write them.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { AppServerTap } from "./app-server.ts";
import { EventsTap } from "./exec-events.ts";
import { decisionOf, type Hearing, type SeenThread, type Telling } from "./telling.ts";
import { TraceTap } from "./trace.ts";
import { TuiRecordTap } from "./tui-record.ts";

const place = mkdtempSync(join(tmpdir(), "rollbook-taps-"));
afterAll(() => rmSync(place, { recursive: true }));

function hearing(): Hearing & { readonly told: Telling[]; readonly seen: SeenThread[] } {
  const told: Telling[] = [];
  const seen: SeenThread[] = [];
  return { told, seen, calls: new Map(), tell: (one) => void told.push(one), see: (one) => void seen.push(one) };
}

function readRecord(name: string, lines: readonly object[]): ReturnType<typeof hearing> {
  const path = join(place, name);
  writeFileSync(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  const heard = hearing();
  const tap = new TuiRecordTap(path, heard);
  tap.read();
  tap.close();
  return heard;
}

const TS = "2026-11-21T18:31:38.859Z";

test("0.36: an answer names the event that asked, the record tells the call", () => {
  const request = {
    type: "exec_approval_request",
    call_id: "call_1",
    command: ["bash", "-lc", "ls"],
    cwd: "/w",
    reason: "why",
  };
  const { told, seen } = readRecord("0.36", [
    {
      ts: TS,
      dir: "to_tui",
      kind: "codex_event",
      payload: { id: "", msg: { type: "session_configured", session_id: "s" } },
    },
    { ts: TS, dir: "to_tui", kind: "codex_event", payload: { id: "1", msg: request } },
    {
      ts: TS,
      dir: "from_tui",
      kind: "op",
      payload: { type: "exec_approval", id: "1", decision: "approved_for_session" },
    },
    { ts: TS, dir: "from_tui", kind: "op", payload: { type: "interrupt" } },
  ]);
  expect(seen).toMatchObject([{ thread_id: "s", root_id: "s" }]);
  expect(told).toMatchObject([
    {
      type: "approval_requested",
      at: TS,
      call_id: "call_1",
      turn_id: "1",
      command: ["bash", "-lc", "ls"],
      reason: "why",
    },
    { type: "approval_decided", at: TS, call_id: "call_1", turn_id: "1", decision: "accepted_for_session", by: "user" },
    { type: "interrupted", by: "user", thread_id: "s" },
  ]);
});

test("0.169: only the answer is recorded, and what it is about is known from the call", () => {
  const heard = readRecord("0.169", [
    {
      ts: TS,
      dir: "from_tui",
      kind: "op",
      payload: { ExecApproval: { id: "exec-1", turn_id: null, decision: "accept" } },
    },
    { ts: TS, dir: "from_tui", kind: "op", payload: "Interrupt" },
    {
      ts: TS,
      dir: "from_tui",
      kind: "op",
      payload: { ResolveElicitation: { server_name: "lab", request_id: 0, decision: "cancel" } },
    },
    { ts: TS, dir: "from_tui", kind: "op", payload: { ExecApproval: { id: "exec-2", decision: { new_word: {} } } } },
  ]);
  expect(heard.told).toMatchObject([
    { type: "approval_requested", at: null, call_id: "exec-1", asked_for: "command" },
    { type: "approval_decided", at: TS, call_id: "exec-1", decision: "accepted", said: "accept" },
    { type: "interrupted" },
    { type: "approval_requested", call_id: null, asked_for: "tool", server: "lab" },
    { type: "approval_decided", call_id: null, decision: "cancelled" },
    { type: "approval_requested", call_id: "exec-2" },
    { type: "approval_decided", decision: "unknown", said: "new_word" },
  ]);
});

test("an app-server's stream may come in any pieces, and be no JSON at all", () => {
  const heard = hearing();
  const tap = new AppServerTap(heard);
  const request = {
    id: 7,
    method: "item/fileChange/requestApproval",
    params: { threadId: "t", turnId: "u", itemId: "c", reason: "ü" },
  };
  const bytes = Buffer.from(`no json\n${JSON.stringify(request)}\n`);
  for (const byte of bytes) tap.push("server", Buffer.from([byte]));
  tap.push("client", Buffer.from(`${JSON.stringify({ id: 8, result: { decision: "accept" } })}\n`));
  tap.push("client", Buffer.from(`${JSON.stringify({ id: 7, result: { decision: "decline" } })}\n`));
  expect(heard.told).toMatchObject([
    { type: "approval_requested", thread_id: "t", turn_id: "u", call_id: "c", asked_for: "changes", reason: "ü" },
    { type: "approval_decided", call_id: "c", decision: "declined" },
  ]);
});

test("events of exec name their thread, and come line by line as they are", () => {
  const heard = hearing();
  const tap = new EventsTap(heard);
  const text = '{"type":"thread.started","thread_id":"t"}\n{"type":"turn.started","ü":"';
  expect(tap.push(Buffer.from(text))).toEqual(['{"type":"thread.started","thread_id":"t"}\n']);
  expect(tap.push(Buffer.from('"}\n'))).toEqual(['{"type":"turn.started","ü":""}\n']);
  expect(heard.seen).toMatchObject([{ thread_id: "t" }]);
});

test.each([
  ["approved", "accepted"],
  ["accept", "accepted"],
  ["approved_for_session", "accepted_for_session"],
  ["acceptForSession", "accepted_for_session"],
  ["acceptWithExecpolicyAmendment", "accepted_for_session"],
  ["denied", "declined"],
  ["decline", "declined"],
  ["abort", "cancelled"],
  ["cancel", "cancelled"],
  ["timed_out", "unknown"],
])("%s is %s", (word, decision) => {
  expect(decisionOf(word)).toBe(decision);
});

test("a trace that an earlier run has left is not told again", () => {
  const directory = join(place, "trace");
  const id = "01a1fff8-feba-7692-a683-fa7d47def5f4";
  const begun = Date.parse(TS);
  for (const [name, at] of [
    ["old", begun - 60_000],
    ["new", begun + 5],
  ] as const) {
    const event = (type: string, more: object = {}): string =>
      `${JSON.stringify({ wall_time_unix_ms: at, thread_id: id, codex_turn_id: name, payload: { type, ...more } })}\n`;
    mkdirSync(join(directory, `trace-${name}-${id}`), { recursive: true });
    const text =
      event("rollout_started") + event("codex_turn_started") + event("inference_cancelled", { reason: name });
    writeFileSync(join(directory, `trace-${name}-${id}`, "trace.jsonl"), text);
  }
  const heard = hearing();
  const tap = new TraceTap(directory, heard, begun);
  tap.read();
  tap.close();
  expect(heard.told).toMatchObject([{ type: "cancelled", turn_id: "new" }]);
  expect(tap.bundles()).toEqual([{ name: `trace-new-${id}`, root: id, busy: true }]);
});
