// Sums with an index against sums without one.

import { appendFileSync, cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createPricing, groupUsage, PRICES, type Grouping } from "rollbook-core/usage";
import { afterAll, beforeAll, expect, test } from "vitest";
import { SPECIMENS } from "../../../../../lab/specimen/session-files.ts";
import { listAll } from "../../listing/index.ts";
import { openCatalogue } from "../../home/index.ts";
import { createIndex, refresh } from "../../refresh/index.ts";
import { countIndexed } from "./indexed.ts";
import { countFiles, sessionsOf, type Counted, type Counting } from "./read.ts";

let root = "";
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "rollbook-indexed-"));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

interface Bytes {
  read: number;
}

function countingIn(timezone: string, bytes: Bytes): Counting {
  const showProgress = (total: number) => {
    bytes.read += total;
    return { add: () => {}, clear: () => {} };
  };
  return { job: { prices: PRICES, timezone }, jobs: 1, jobsAsked: false, work: true, showProgress };
}

const askFor = (home: string, ...operands: readonly string[]) => ({ operands, homes: [home], note: () => {} });

function sumsOf({ files, problems }: Counted): unknown {
  const pricing = createPricing(PRICES);
  const by = (["session", "day", "model"] as const satisfies readonly Grouping[]).map((grouping) =>
    groupUsage(sessionsOf(files), grouping, pricing),
  );
  return { by, problems: [...problems, ...files.flatMap(({ outcome }) => outcome.problem ?? [])] };
}

async function indexOf(home: string): Promise<{ readonly XDG_CACHE_HOME: string }> {
  const env = { XDG_CACHE_HOME: mkdtempSync(join(root, "cache-")) };
  expect((await refresh(createIndex(home, env, "column"))).state).toBe("current");
  return env;
}

/** Both sums, and how much was read for them. */
async function both(home: string, env: { readonly XDG_CACHE_HOME: string }, timezone = "UTC", ...words: string[]) {
  const [counted, indexed] = [{ read: 0 }, { read: 0 }];
  const plain = sumsOf(await countFiles(askFor(home, ...words), countingIn(timezone, counted)));
  const told = await countIndexed(askFor(home, ...words), countingIn(timezone, indexed), env);
  if (told === null) throw new Error("there is an index");
  return { plain, told: sumsOf(told), counted: counted.read, indexed: indexed.read };
}

const HOMES = ["damaged", "paginated/0.169.0", "legacy/0.147.0", "envelope/0.104.0", "envelope/0.65.0", "bare/0.8.0"];

test.each(HOMES)(
  "%s comes to the same, in any zone, and hardly a file is read",
  async (part) => {
    const home = join(SPECIMENS, part);
    const env = await indexOf(home);
    for (const zone of ["UTC", "Asia/Kathmandu", "-12:00"]) {
      const { plain, told, counted, indexed } = await both(home, env, zone);
      expect(told).toEqual(plain);
      expect(indexed).toBeLessThan(counted * (part === "damaged" ? 1 : 0.35));
    }
  },
  120_000,
);

test("files that have grown since, that are new, and that hold no session are read", async () => {
  const home = join(root, "home");
  cpSync(join(SPECIMENS, "paginated/0.169.0/appserver_live/home"), home, { recursive: true });
  const env = await indexOf(home);
  expect((await both(home, env)).indexed).toBe(0);
  const [one, two] = listAll(openCatalogue([home]));
  const usage = { input_tokens: 7, cached_input_tokens: 0, output_tokens: 1, total_tokens: 8 };
  const payload = { thread_id: one?.id, usage };
  const record = { timestamp: "2026-11-21T09:00:00.000Z", type: "token_usage_record", payload };
  const before = await both(home, env);
  appendFileSync(one?.path ?? "", `${JSON.stringify(record)}\n`);
  writeFileSync(
    join(home, "sessions", "rollout-2026-11-21T07-00-00-01a1fd00-0000-7000-8000-000000000001.jsonl"),
    "junk\n",
  );
  const after = await both(home, env);
  expect(after.told).toEqual(after.plain);
  expect(after.told).not.toEqual(before.told);
  expect(after.indexed).toBeGreaterThan(0);
  expect(after.indexed).toBeLessThan(after.counted);
  await refresh(createIndex(home, env, "column"));
  const later = await both(home, env);
  expect(later.told).toEqual(after.plain);
  expect(later.indexed).toBe("junk\n".length);
  const named = await both(home, env, "UTC", two?.id ?? "");
  expect([named.told, named.indexed]).toEqual([named.plain, 0]);
});

test("without an index, and of files and directories, nothing is told", async () => {
  const home = join(SPECIMENS, "paginated/0.169.0/shell/home");
  const counting = countingIn("UTC", { read: 0 });
  expect(await countIndexed(askFor(home), counting, { XDG_CACHE_HOME: join(root, "none") })).toBeNull();
  expect(await countIndexed(askFor(home, home), counting, await indexOf(home))).toBeNull();
});
