// What a home's threads did in sum: forks, segments, subagents, reviews and copies count once.

import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { zstdCompressSync } from "node:zlib";
import { chainOf } from "rollbook-core";
import { createFileCheck, createSumming, type CheckSummary } from "rollbook-core/check";
import { createThreadFold } from "rollbook-core/thread";
import { expect, test } from "vitest";
import { listScenarios, sessionBytes, SPECIMENS, type Scenario } from "../../../../../lab/specimen/session-files.ts";
import { foldChain, openCatalogue, readChunks } from "../../home/index.ts";
import { gather } from "./gather.ts";

async function sumUp(home: string): Promise<CheckSummary> {
  const summing = createSumming();
  for (const { stem, copy, copied } of gather({ operands: [home], homes: [], note: () => {}, now: 0 }).subjects) {
    const check = createFileCheck({ file: stem.path, named: stem.name, live: false, copied }, () => {});
    for await (const chunk of readChunks(stem.path)) check.push(chunk);
    summing.add(check.end().report, copy);
  }
  return summing.summary();
}

const scenarios = (names: RegExp): readonly Scenario[] =>
  listScenarios().filter(({ name, directory }) => names.test(name) && !directory.includes("/damaged/"));

/** From 0.153 on each response is told by a record of its own, which names it. */
function responsesOf({ files }: Scenario): number | null {
  const spent = new Map<string, number>();
  for (const file of files) {
    for (const line of sessionBytes(file).toString("utf8").split("\n").filter(Boolean)) {
      const { type, payload } = JSON.parse(line) as {
        type: string;
        payload: { thread_id: string; response_id: string; usage: { total_tokens: number } };
      };
      if (type === "token_usage_record")
        spent.set(`${payload.thread_id} ${payload.response_id}`, payload.usage.total_tokens);
    }
  }
  return spent.size === 0 ? null : [...spent.values()].reduce((sum, tokens) => sum + tokens, 0);
}

const SEVERAL = /^(?:fork|resume|review|subagents|reverts|appserver_live\w*)$/;

test("tokens are those of all responses, where each is named", async () => {
  let checked = 0;
  for (const scenario of scenarios(SEVERAL)) {
    if (!/^0\.1[56]/.test(scenario.label)) continue;
    const expected = responsesOf(scenario);
    if (expected === null) continue;
    const { tokens } = (await sumUp(scenario.directory)).threads;
    expect([scenario.directory, tokens?.total_tokens]).toEqual([scenario.directory, expected]);
    checked += 1;
  }
  expect(checked).toBeGreaterThan(20);
});

/** Added up by hand from the running totals of each file: what it grew by behind what was copied. */
test.each([
  ["envelope/0.87.0/appserver_live", 37_719 + 3778 + 3780 + 0 + 1390 + 1404 + 1123 + 1317, 8],
  ["envelope/0.128.0/appserver_live", 33_244 + 2725 + 2727 + 0 + 329 + 329 + 247, 7],
  ["envelope/0.128.0/subagents", 1644 + 681, 2],
  ["envelope/0.128.0/review", 741, 2],
  ["paginated/0.148.0/fork", 1255 + 493, 2],
  ["paginated/0.169.0/appserver_live", 38_620 + 2073 + 2281 + 2150 + 1760 + 2551 + 411, 5],
] as const)("%s: tokens and threads", async (scenario, tokens, count) => {
  const { threads, copies } = await sumUp(join(SPECIMENS, scenario));
  expect([threads.tokens?.total_tokens, threads.count, copies]).toEqual([tokens, count, 0]);
});

test("calls and turns are those that were made: what was copied is another's", async () => {
  const counts = async (scenario: string): Promise<unknown> => {
    const { turns, calls, count } = (await sumUp(join(SPECIMENS, scenario))).threads;
    return { turns, calls, count };
  };
  expect(await counts("bare/0.29.0/resume")).toEqual({ turns: 0, calls: 1, count: 3 });
  expect(await counts("envelope/0.128.0/appserver_live")).toEqual({ turns: 22, calls: 7, count: 7 });
  expect(await counts("paginated/0.169.0/reverts")).toEqual({ turns: 10, calls: 10, count: 2 });
  expect(await counts("document/0.1.2504172351-ts/tui")).toEqual({ turns: 0, calls: 1, count: 1 });
});

test("copies change nothing", async () => {
  const home = mkdtempSync(join(tmpdir(), "rollbook-totals-"));
  try {
    cpSync(join(SPECIMENS, "paginated/0.169.0/reverts/home"), home, { recursive: true });
    const before = await sumUp(home);
    cpSync(join(home, "sessions/2026/11/21"), join(home, "archived_sessions"), { recursive: true });
    for (const name of readdirSync(join(home, "archived_sessions"))) {
      const path = join(home, "archived_sessions", name);
      writeFileSync(`${path}.zst`, zstdCompressSync(readFileSync(path)));
      rmSync(path);
    }
    const after = await sumUp(home);
    expect(after.threads).toEqual(before.threads);
    expect([before.copies, after.copies, after.files]).toEqual([0, 7, 14]);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
});

test("the threads themselves, told one by one, come to the same", async () => {
  for (const { directory } of scenarios(/^(?:fork|reverts|subagents|review|appserver_live)$/)) {
    const { catalogue } = openCatalogue([directory]);
    let tokens = 0;
    for (const { head } of catalogue.threads) {
      const fold = createThreadFold({ turn: () => {}, item: () => {} });
      for await (const _ of foldChain(chainOf(catalogue, head), fold)) continue;
      tokens += fold.end().usage?.total_tokens ?? 0;
    }
    expect([directory, tokens]).toEqual([directory, (await sumUp(directory)).threads.tokens?.total_tokens ?? 0]);
  }
});
