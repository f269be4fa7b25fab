// History files as they are found: damaged, trimmed, large, of both CLIs.

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findHistories, readTyped, type Prompt, type TypedFault } from "./index.ts";

let home = "";
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "rollbook-history-"));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

async function read(name: string): Promise<{ prompts: Prompt[]; faults: TypedFault[] }> {
  const prompts: Prompt[] = [];
  const faults: TypedFault[] = [];
  for await (const batch of readTyped(join(home, name), home, (fault) => faults.push(fault))) {
    prompts.push(...batch.prompts);
  }
  return { prompts, faults };
}

const line = (ts: number, text: string, session_id = "s"): string => JSON.stringify({ session_id, ts, text });

test("a trimmed and damaged history gives all that is whole, and says where the rest stood", async () => {
  const parts = [
    'ion_id":"s","ts":1,"text":"cut off by a trim"}\n',
    `${line(2, "two")}\n`,
    `${line(3, "joined")}${line(4, "to this")}\n\n`,
    '\0\0\0\0\n{"session_id":"s","ts":5}\n',
    `${line(6, "caf#")}\n`.replace("#", "\xe9"),
    '{"session_id":7,"ts":"soon","text":"odd fields"}\n',
    line(8, "without a newline"),
  ];
  writeFileSync(join(home, "history.jsonl"), Buffer.from(parts.join(""), "latin1"));
  const { prompts, faults } = await read("history.jsonl");
  expect(prompts.map(({ text }) => text)).toEqual([
    "two",
    "joined",
    "to this",
    "caf\ufffd",
    "odd fields",
    "without a newline",
  ]);
  expect(prompts.map(({ time_ms }) => time_ms)).toEqual([2000, 3000, 4000, 6000, null, 8000]);
  expect(prompts[4]?.thread_id).toBeNull();
  const where = faults.map(({ message }) => /line \d+/.exec(message)?.[0]);
  expect(where).toEqual(["line 1", "line 3", "line 5", "line 6", "line 7"]);
  expect(faults.every(({ fatal, message }) => !fatal && message.startsWith(home))).toBe(true);
});

test("a history larger than a chunk comes whole, in pieces", async () => {
  const count = 3000;
  const lines = Array.from({ length: count }, (_, index) => line(index, `${index} ${"ü".repeat(500)}`));
  writeFileSync(join(home, "history.jsonl"), lines.join("\n"));
  let batches = 0;
  let bytes = 0;
  const texts: string[] = [];
  for await (const batch of readTyped(join(home, "history.jsonl"), home, () => {})) {
    batches += 1;
    bytes += batch.bytes;
    texts.push(...batch.prompts.map(({ text }) => text));
  }
  expect(texts.map((text) => Number.parseInt(text, 10))).toEqual(Array.from({ length: count }, (_, index) => index));
  expect(batches).toBeGreaterThan(3);
  expect(bytes).toBe(Buffer.byteLength(lines.join("\n")));
});

test("the TypeScript CLI's history, whole and broken off", async () => {
  const whole = JSON.stringify(
    [{ command: "one", timestamp: 1_745_000_000_000 }, { command: "two } [" }, { note: 1 }, "three"],
    null,
    2,
  );
  writeFileSync(join(home, "history.json"), whole);
  const { prompts, faults } = await read("history.json");
  expect(prompts.map(({ text, time_ms }) => [text, time_ms])).toEqual([
    ["one", 1_745_000_000_000],
    ["two } [", null],
    ["three", null],
  ]);
  expect(faults.map(({ message }) => message)).toEqual([
    `${join(home, "history.json")}, entry 3: It has no command and was passed over.`,
  ]);
  const first = whole.indexOf("}");
  const second = whole.indexOf("}", whole.indexOf("} [") + 1);
  for (let end = 0; end < whole.length; end++) {
    writeFileSync(join(home, "history.json"), whole.slice(0, end));
    const cut = await read("history.json");
    expect(cut.prompts.length).toBe(end > second ? 2 : end > first ? 1 : 0);
    if (end > 0) expect(cut.faults[0]?.message).toContain("breaks off");
  }
});

test("what is no file is not opened, and what is no text is refused", async () => {
  expect(findHistories(home)).toEqual([]);
  spawnSync("mkfifo", [join(home, "history.jsonl")]);
  expect(findHistories(home)).toEqual([]);
  rmSync(join(home, "history.jsonl"));
  writeFileSync(join(home, "history.jsonl"), Buffer.from([1, 0, 2, 0, 255]));
  const { prompts, faults } = await read("history.jsonl");
  expect(prompts).toEqual([]);
  expect(faults).toMatchObject([{ fatal: true }]);
});
