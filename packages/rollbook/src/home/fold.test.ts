import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { chainOf } from "rollbook-core";
import { collectTurns, createThreadFold, type Thread } from "rollbook-core/thread";
import { codexTurns } from "rollbook-core/protocol";
import { afterEach, beforeEach, expect, test } from "vitest";
import { listScenarios, SPECIMENS, type Scenario } from "../../../../lab/specimen/session-files.ts";
import { findThread, foldChain, openCatalogue } from "./index.ts";

const REVERTED = "paginated/0.165.0/appserver_live";

function scenario(place: string): Scenario {
  const found = listScenarios().find(({ directory }) => directory === join(SPECIMENS, place));
  if (found === undefined) throw new Error(`${place} is no specimen`);
  return found;
}

async function read(home: string, id: string): Promise<Thread> {
  const library = openCatalogue([home]);
  const found = findThread(library, id);
  if (found.kind !== "one") throw new Error(`${id} is ${found.kind}`);
  const collection = collectTurns();
  const fold = createThreadFold(collection);
  const reading = foldChain(chainOf(library.catalogue, found.rollout), fold);
  let step = await reading.next();
  while (step.done !== true) step = await reading.next();
  const gaps = step.value;
  const summary = fold.end();
  return { ...summary, gaps: [...gaps, ...summary.gaps], turns: collection.turns() };
}

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "rollbook-fold-"));
  mkdirSync(join(home, "sessions"));
  for (const file of scenario(REVERTED).files) copyFileSync(file, join(home, "sessions", basename(file)));
});
afterEach(() => rmSync(home, { recursive: true }));

const ROOT = "01a1fd0c-f83c-7a03-8cf9-c7ffb8c082cc";
const answer = (id: string): { readonly id: string }[] =>
  JSON.parse(readFileSync(join(SPECIMENS, REVERTED, "app-server-by-0.169.0", `thread-read.${id}.json`), "utf8")).result
    .thread.turns;

test("a thread that was reverted has the turns that stand, and those that were reverted, marked", async () => {
  const thread = await read(home, ROOT);
  expect(codexTurns(thread, { live: false }).map((turn) => turn["id"])).toEqual(answer(ROOT).map(({ id }) => id));
  const reverted = thread.turns.filter(({ withdrawn }) => withdrawn === "reverted");
  expect(reverted.map(({ items }) => items.filter(({ content }) => content.type === "UserMessage").length)).toEqual([
    1,
  ]);
  expect(reverted[0]?.sources[0]?.offset).toBeGreaterThanOrEqual(thread.files[0]?.end_offset ?? Infinity);
  expect(thread.gaps).toEqual([]);
});

test("a fork has the turns it inherited, and not what its parent did afterwards", async () => {
  const answers = readdirSync(join(SPECIMENS, REVERTED, "app-server-by-0.169.0"));
  const others = answers
    .flatMap((name) => /^thread-read\.([0-9a-f-]{36})/.exec(name)?.[1] ?? [])
    .filter((id) => id !== ROOT);
  let forks = 0;
  for (const id of others) {
    const thread = await read(home, id);
    expect(codexTurns(thread, { live: false }).map((turn) => turn["id"])).toEqual(answer(id).map((turn) => turn.id));
    expect(thread.turns.filter(({ withdrawn }) => withdrawn === "reverted")).toEqual([]);
    if (thread.header.forked_from === null) continue;
    forks += 1;
    expect(thread.turns.some(({ thread_id }) => thread_id !== id)).toBe(true);
  }
  expect(forks).toBeGreaterThan(1);
});

test("a base that was cut short is a gap, and what there is of it is read", async () => {
  const whole = await read(home, ROOT);
  truncateSync(whole.files[0]?.path ?? "", 20_000);
  const thread = await read(home, ROOT);
  expect(thread.gaps.join(" ")).toContain(whole.files[0]?.path);
  expect(thread.turns.length).toBeGreaterThan(2);
});
