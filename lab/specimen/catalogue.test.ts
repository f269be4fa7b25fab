// The committed specimens are those of the index, byte for byte.

import { expect, test } from "vitest";
import { describeSpecimens, readCatalogue } from "./catalogue.ts";
import { eraOfFile } from "./evidence.ts";
import { isCompanion, isSessionFile, LARGEST_COMMITTED } from "./scenario-files.ts";
import { SPECIMENS } from "./session-files.ts";

test("INDEX.jsonl says of every session file what it is, and names no other", () => {
  const found = describeSpecimens(SPECIMENS);
  expect(found.length).toBeGreaterThan(1000);
  expect(readCatalogue(SPECIMENS)).toEqual(found);
  expect(found.filter(({ bytes }) => bytes >= LARGEST_COMMITTED)).toEqual([]);
});

test("there are specimens of every era", () => {
  const eras = new Set(readCatalogue(SPECIMENS).map(({ era }) => era));
  expect([...eras].toSorted()).toEqual(["bare", "document", "envelope", "legacy", "paginated"]);
});

test("session files are told from other files by their place and name", () => {
  const name = "rollout-2026-11-21T07-20-40-01a1fcfa-8c25-7c21-98fe-06ee000e722a.jsonl";
  expect(isSessionFile(`home/sessions/2026/11/21/${name}`)).toBe(true);
  expect(isSessionFile(`home/archived_sessions/${name}.zst`)).toBe(true);
  expect(isSessionFile(`sessions-after-enospc/2026/11/21/${name}`)).toBe(true);
  expect(isSessionFile(`home/sessions/2026/11/21/${name}.tmp`)).toBe(false);
  expect(isSessionFile("app-server/rpc.jsonl")).toBe(false);
  expect(isCompanion("app-server-by-0.169.0/thread-read.01a1fcfa-8c25-7c21-98fe-06ee000e722a.json")).toBe(true);
  expect(isCompanion("app-server/rpc.jsonl")).toBe(false);
});

test("an era is read from the beginning of a file, whatever its prompts say", () => {
  const era = (line: string): string => eraOfFile("rollout-x.jsonl", Buffer.from(`${line}\nmore`));
  const meta = (payload: string): string => `{"timestamp":"t","type":"session_meta","payload":${payload}}`;
  expect(era('{"id":"x","timestamp":"t","instructions":"{\\"timestamp\\":\\"t\\",\\"type\\":1}"}')).toBe("bare");
  expect(era(meta('{"instructions":"history_mode: paginated"}'))).toBe("envelope");
  expect(era(meta('{"history_mode":"legacy"}'))).toBe("legacy");
  expect(era(meta('{"history_mode":"paginated"}').replace('"type"', '"ordinal":0,"type"'))).toBe("paginated");
  expect(eraOfFile("rollout-x.json", Buffer.from("{"))).toBe("document");
});
