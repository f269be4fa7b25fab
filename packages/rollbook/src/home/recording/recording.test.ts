// Recordings as they are found: whole, torn, of another session, with bodies that are missing, wrong or somewhere else.

import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findRecording, readRecording } from "./index.ts";

const ID = "01a1ff54-1f6a-78f3-b645-378f70855067";
const NOTHING = "01a1ff54-1f6a-78f3-b645-000000000000";

let home = "";
let directory = "";
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "rollbook-recording-"));
  directory = join(home, "sessions", ID);
  mkdirSync(join(directory, "blobs"), { recursive: true });
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

function put(name: string, content: unknown): void {
  writeFileSync(join(directory, name), typeof content === "string" ? content : JSON.stringify(content));
}

const run = { run_id: "r", started_at: "2026-11-21T07:00:00Z", ended_at: "2026-11-21T07:00:09Z" };
const manifest = { schema_version: 1, session_id: ID, runs: [run], files: [] };
const whole = { requests: "whole", calls: true } as const;

/** A request whose body lies in a file. */
function request(exchange_id: string, file: string): string {
  const at = "2026-11-21T07:00:01.000Z";
  return `${JSON.stringify({ type: "request", exchange_id, thread_id: ID, at, body: { file } })}\n`;
}

test("a recording is found by the ids of its tree, in both places, and beside a file of it", () => {
  put("manifest.json", manifest);
  const linked = join(directory, `rollout-2026-11-21T07-00-00-${ID}.jsonl.recorded`);
  const plain = join(home, "sessions/2026/11/21/rollout.jsonl");
  expect(findRecording({ home, ids: [ID.toUpperCase(), NOTHING], paths: [plain] })).toBe(directory);
  expect(findRecording({ home: "", ids: [null], paths: [linked] })).toBe(directory);
  expect(findRecording({ home, ids: [NOTHING, null, "../.."], paths: [plain] })).toBeNull();
  const beside = join(home, "recordings", NOTHING);
  mkdirSync(beside, { recursive: true });
  expect(findRecording({ home, ids: [NOTHING], paths: [] })).toBeNull();
  writeFileSync(join(beside, "session_meta.log"), "");
  expect(findRecording({ home, ids: [NOTHING], paths: [] })).toBe(beside);
});

test("bodies in files are read where they are what their names say", async () => {
  const text = JSON.stringify({ model: "m", input: [{ role: "user", content: "hi" }] });
  const hash = createHash("sha256").update(text).digest("hex");
  const wrong = "0".repeat(64);
  put("manifest.json", manifest);
  put(`blobs/${hash}`, text);
  put(`blobs/${wrong}`, text);
  symlinkSync("/etc/passwd", join(directory, "blobs", "1".repeat(64)));
  const names = [hash, wrong, "1".repeat(64), "2".repeat(64)].map((name) => `blobs/${name}`);
  const files = [...names, "../../../../etc/passwd", "blobs/../manifest.json"];
  put("session_oai_raw.log", files.map((file, index) => request(`x${index}`, file)).join(""));
  const { requests, problems } = await readRecording(directory, whole);
  expect(requests.map(({ model }) => model)).toEqual(["m", null, null, null, null, null]);
  expect(problems).toEqual([
    `blobs/${wrong} is not what its name says`,
    `2 bodies are missing, the first blobs/${"1".repeat(64)}`,
    "2 bodies are named as no body is, the first ../../../../etc/passwd",
  ]);
});

test("what is damaged, torn, foreign or not over is told, and the rest is read", async () => {
  put("manifest.json", { ...manifest, session_id: NOTHING, runs: [{ ...run, ended_at: null }, 7] });
  put("session_oai_raw.log", `nonsense\n${request("x", "blobs/none")}{"type":"resp`);
  put("session_meta.log", '\u0000\u0000\n{"type":"approval_requested","call_id":"c","thread_id":"t"}\n[]\n');
  mkdirSync(join(directory, "trace/trace-1"), { recursive: true });
  put("trace/trace-1/trace.jsonl", "{}\n{");
  const { requests, approvals, problems } = await readRecording(directory, whole);
  expect([requests.length, approvals.length]).toEqual([1, 1]);
  const told = problems.join("\n");
  expect(told).toContain(`manifest.json is of another session, ${NOTHING}`);
  expect(told).toContain("has no end: it goes on, or was killed");
  expect(told).toContain("session_oai_raw.log: line 1, is no record and was passed over");
  expect(told).toContain("session_oai_raw.log breaks off in its last line");
  expect(told).toContain("session_meta.log: of 2 lines the first, line 1, is no record and was passed over");
  expect(told).toContain("trace.jsonl breaks off in its last line");
});

test.each([
  ["", "cannot be read"],
  ["[]", "is no manifest of a recording"],
  ['{"schema_version":2}', "has version 2, and this Rollbook reads version 1"],
])("a manifest that holds %j is told of", async (text, problem) => {
  put("manifest.json", text);
  const recording = await readRecording(directory, whole);
  expect(recording).toMatchObject({ manifest: null, requests: [], approvals: [], calls: [] });
  expect(recording.problems.join()).toContain(problem);
});
