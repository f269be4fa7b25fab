// Every thread that the newest Codex was made to resume: what it gave the model is what is read here.

import { join } from "node:path";
import { expect, test } from "vitest";
import { threadReadings } from "../../../../lab/readings.ts";
import { fingerprint, readResumed, type ResumedEntry } from "../../../../lab/specimen/resumed.ts";
import { listScenarios, SPECIMENS } from "../../../../lab/specimen/session-files.ts";
import { createContextFold, type ContextReport } from "./index.ts";

const HOMES = new Map(
  listScenarios()
    .filter(({ directory }) => directory.startsWith(SPECIMENS))
    .map(({ label, name, directory }) => [`${label}/${name}`, join(directory, "home")]),
);
const ENTRIES = readResumed(SPECIMENS);

/** Requests in code mode (gpt-6) have no `detail` with their pictures: no file tells which models these are. */
const DIFFERENT: ReadonlySet<string> = new Set(["0.169.0-codemode/image"]);

function contextOf({ label, scenario, thread_id }: ResumedEntry): ContextReport {
  const fold = createContextFold();
  const home = HOMES.get(`${label}/${scenario}`) ?? "";
  for (const { file, reading } of threadReadings(home, thread_id)) fold.read(file, reading);
  return fold.end();
}

test("what Codex 0.169 sends of every thread it resumes, and which it refuses", () => {
  const wrong: string[] = [];
  for (const entry of ENTRIES) {
    const { items, refused } = contextOf(entry);
    const same = entry.items === items.length && entry.sha256 === fingerprint(items.map(({ value }) => value));
    const name = `${entry.label}/${entry.scenario}`;
    const right = entry.items === null ? refused !== null : refused === null && same !== DIFFERENT.has(name);
    if (!right) wrong.push(`${name}/${entry.thread_id}: ${items.length} items, Codex sent ${entry.items ?? "none"}`);
  }
  expect(wrong).toEqual([]);
  expect(ENTRIES.length).toBeGreaterThan(900);
});
