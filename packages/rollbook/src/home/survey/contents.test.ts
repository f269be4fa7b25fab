// What sessions are made of: pictures in their bytes, and every byte as one of a kind of record.

import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { SPECIMENS } from "../../../../../lab/index.ts";
import { createImageSearch } from "./images.ts";
import { surveyHome } from "./index.ts";

const home = join(mkdtempSync(join(tmpdir(), "rollbook-contents-")), ".codex");
afterAll(() => rmSync(dirname(home), { recursive: true, force: true }));

const picture = (letter: string): string => `"data:image/png;base64,${letter.repeat(400)}"`;
const line = (type: string, inner: string): string =>
  `{"timestamp":"2026-11-21T07:40:00.000Z","type":"${type}","payload":${inner}}\n`;

test("pictures are counted however they are cut, and those said again by their bytes", () => {
  const bytes = Buffer.from(`x${picture("A")}yy${picture("B")}${picture("A")} data:imag data:image/`);
  const length = picture("A").length - 2;
  for (const size of [1, 3, 17, 5000]) {
    const search = createImageSearch();
    for (let at = 0; at < bytes.length; at += size) search.push(bytes.subarray(at, at + size));
    search.end();
    expect(search.sums()).toEqual({ count: 4, bytes: 3 * length + 11, different: 3, repeated_bytes: length });
  }
});

test("every byte is of a kind of record, copies left aside", async () => {
  cpSync(join(SPECIMENS, "paginated/0.169.0/fork/home/sessions"), join(home, "sessions"), { recursive: true });
  const before = await surveyHome(home, { contents: () => {} });
  expect(before.contents?.bytes).toBe(before.kinds.sessions.bytes);
  const id = "01a1fd0c-5957-7fc0-b849-c6a9290f3e58";
  const header = line("session_meta", `{"id":"${id}","timestamp":"2026-11-21T07:40:00.000Z","cwd":"/srv"}`);
  const message = line("response_item", `{"type":"message","content":[${picture("A")},${picture("A")}]}`);
  const compacted = line("compacted", `{"message":"so far"}`);
  const day = join(home, "sessions/2026/11/21");
  mkdirSync(day, { recursive: true });
  writeFileSync(join(day, `rollout-2026-11-21T07-40-00-${id}.jsonl`), header + message + compacted);
  const { contents } = await surveyHome(home, { contents: () => {} });
  expect(contents?.images).toMatchObject({ count: 2, different: 1 });
  expect(contents?.compactions).toEqual({ records: 1, bytes: compacted.length - 1 });
  expect(contents?.records.find(({ outer, inner }) => outer === "response_item" && inner === "message")).toBeDefined();
  expect((await surveyHome(home)).contents).toBeNull();
});
