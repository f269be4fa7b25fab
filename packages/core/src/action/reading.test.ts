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
