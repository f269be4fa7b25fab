// How a file is read makes no difference to what is projected from it: long strings cut or whole, records passed or built.

import { expect, test } from "vitest";
import { listScenarios, sessionBytes } from "../../../../lab/specimen/session-files.ts";
import { createReader } from "../rollout/read.ts";
import type { ActionStreamRecord } from "./contract.ts";
import { projectActions } from "./project.ts";
import { createActionStream } from "./stream.ts";

function projectSlowly(bytes: Uint8Array): ActionStreamRecord[] {
  const records: ActionStreamRecord[] = [];
  const stream = createActionStream({ file: "f", withCopied: true, include: new Set() }, (record) =>
    records.push(record),
  );
  const reader = createReader({ long: "whole" }, stream.read);
  for (let at = 0; at < bytes.length; at += 4099) reader.push(bytes.subarray(at, at + 4099));
  stream.end(reader.end());
  return records;
}

test("the fast way and the slow way give the same stream", () => {
  const wrong: string[] = [];
  for (const { files } of listScenarios()) {
    for (const file of files) {
      const bytes = sessionBytes(file);
      const fast = projectActions(bytes, { file: "f", withCopied: true });
      if (JSON.stringify(fast) !== JSON.stringify(projectSlowly(bytes))) wrong.push(file);
    }
  }
  expect(wrong).toEqual([]);
});

test("what is asked for is added, and changes nothing else", () => {
  const { files } = listScenarios().find(({ label, name }) => label === "0.169.0" && name === "patch") ?? { files: [] };
  const bytes = sessionBytes(files[0] ?? "");
  const plain = projectActions(bytes, { file: "f" });
  const more = projectActions(
    bytes,
    { file: "f", include: new Set(["output", "patch", "prompts", "reasoning"]) },
    "whole",
  );
  const texts = more.filter((record) => record.record === "text");
  expect(texts.map((record) => [record.kind, record.text])).toEqual([["prompt", "apply patches"]]);
  const bare = more
    .filter((record) => record.record !== "text")
    .map((record) => (record.record === "action" ? { ...record, output: undefined, patch: undefined } : record));
  expect(JSON.stringify(bare)).toBe(JSON.stringify(plain));
  const change = more.find((record) => record.record === "action" && record.action_type === "file_change");
  expect(change).toMatchObject({
    patch: expect.stringContaining("*** Add File: new.txt"),
    output: expect.stringContaining("A new.txt"),
  });
});

test("a header behind a long command line is found, however the output is read", () => {
  const lines = [0, 900, 3000, 20_000].flatMap((length, i) => {
    const command = `printf ${"x".repeat(length)}`;
    const header =
      "Chunk ID: 9b0631\nWall time: 0.0000 seconds\nProcess exited with code 7\nOriginal token count: 9\nOutput:\n";
    const output = `Command: /bin/bash -lc '${command}'\n${header}${"printed\n".repeat(1000)}`;
    const call_id = `call_${i}`;
    const name = "exec_command";
    const call = { type: "function_call", name, arguments: JSON.stringify({ cmd: command }), call_id };
    return [call, { type: "function_call_output", call_id, output }].map((payload) => ({
      timestamp: "2026-03-01T10:00:00.000Z",
      type: "response_item",
      payload,
    }));
  });
  const meta = { id: "019ca8b4-1111-7000-8000-000000000000", cwd: "/home/dev", cli_version: "0.118.0" };
  const first = { timestamp: "2026-03-01T10:00:00.000Z", type: "session_meta", payload: meta };
  const text = [first, ...lines].map((line) => `${JSON.stringify(line)}\n`).join("");
  const bytes = new TextEncoder().encode(text);
  const fast = projectActions(bytes, { file: "f", withCopied: true });
  expect(fast).toEqual(projectSlowly(bytes));
  const codes = fast.filter((record) => record.record === "action").map((action) => action.exit_code);
  expect(codes.filter((code) => code !== null)).toEqual([7, 7, 7, 7]);
});
