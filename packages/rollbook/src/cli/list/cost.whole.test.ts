// What list says a session cost, against stats, with an index and without; and pages in that order.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createPricing, groupUsage, PRICES, type Cost } from "rollbook-core/usage";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SPECIMENS } from "../../../../../lab/specimen/session-files.ts";
import { openCatalogue, sessionFiles } from "../../home/index.ts";
import { listAll, readCursor, turnPage, weightOf, writeCursor, type Page, type Question } from "../../listing/index.ts";
import { createIndex, knownFacets, refresh, type KnownFacets } from "../../refresh/index.ts";
import { countFiles, sessionsOf } from "../stats/read.ts";
import { openReaders } from "./readers.ts";
import { tellSessions } from "./tell.ts";
import { weighSessions } from "./weigh.ts";

const readers = openReaders(PRICES);
afterAll(readers.end);

const CORPUS = process.env["ROLLBOOK_CORPUS"] ?? "";
const HOMES =
  CORPUS === ""
    ? ["damaged", "paginated/0.169.0", "envelope/0.104.0", "envelope/0.65.0", "bare/0.8.0"].map((part) =>
        join(SPECIMENS, part),
      )
    : [SPECIMENS, CORPUS];

let root = "";
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "rollbook-cost-"));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const ALL: Question = { filters: [], sort: "cost", tree: false, limit: 10_000, after: null, scanCap: Infinity };

interface Asked {
  /** How many sessions were read, and how many files were counted for the order. */
  read: number;
  counted: number;
}

/** A page as the command turns it. */
async function list(
  home: string | readonly string[],
  known: KnownFacets | null,
  question: Partial<Question> = {},
): Promise<Page & Asked> {
  const library = openCatalogue([home].flat());
  const asked: Asked = { read: 0, counted: 0 };
  const askFor = ({ thread, id, path, size }: ReturnType<typeof listAll>[number]) => {
    return { thread, files: sessionFiles(library, thread.rollouts, false), key: id ?? path, size };
  };
  const page = await turnPage(
    listAll(library),
    { ...ALL, ...question },
    (sessions, take) => tellSessions(sessions.map(askFor), known, readers, take, () => (asked.read += 1)),
    async (sessions) => {
      const bar = { add: () => {}, clear: () => {} };
      const { weights } = await weighSessions(sessions.map(askFor), { known, prices: PRICES }, (bytes) => {
        asked.counted += bytes;
        return bar;
      });
      return weights;
    },
  );
  return { ...page, ...asked };
}

/** By session. */
async function stats(home: string): Promise<ReadonlyMap<string | null, Cost>> {
  const { files } = await countFiles(
    { operands: [], homes: [home], note: () => {} },
    {
      job: { prices: PRICES, timezone: "UTC" },
      jobs: 1,
      jobsAsked: false,
      work: false,
      showProgress: () => ({ add: () => {}, clear: () => {} }),
    },
  );
  const { groups } = groupUsage(sessionsOf(files), "session", createPricing(PRICES));
  return new Map(groups.map(({ key, cost }) => [key, cost]));
}

const { cost: costOf } = createPricing(PRICES);
const costs = ({ rows }: Page): readonly (readonly [string, Cost])[] =>
  rows.map(({ listed: { id, path }, cells }) => [id?.toLowerCase() ?? path, costOf(cells)]);

async function indexOf(home: string): Promise<KnownFacets> {
  const env = { XDG_CACHE_HOME: mkdtempSync(join(root, "cache-")) };
  expect((await refresh(createIndex(home, env, "column"))).state).toBe("current");
  return knownFacets([home], env);
}

describe.each(HOMES)("%s", (home) => {
  test("each session costs what stats says, with an index and without, the dearest first", async () => {
    const read = await list(home, null);
    const told = await stats(home);
    const ids = read.rows.map(({ listed }) => listed.id?.toLowerCase() ?? listed.path);
    // A session that lies in several homes counts once for stats.
    const single = costs(read).filter(([id]) => ids.indexOf(id) === ids.lastIndexOf(id));
    expect(single.length).toBeGreaterThan(4);
    expect(single).toEqual(single.map(([id]) => [id, told.get(id)]));
    const weights = costs(read).map(([, cost]) => weightOf(cost));
    expect(weights).toEqual(weights.toSorted((a, b) => b - a));

    const known = await indexOf(home);
    const indexed = await list(home, known);
    known.close();
    expect(costs(indexed)).toEqual(costs(read));
    expect(indexed.rows.map(({ listed }) => listed.path)).toEqual(read.rows.map(({ listed }) => listed.path));
    expect(read.counted).toBeGreaterThan(indexed.counted);
  }, 240_000);
});

const idOf = (number: number): string => `01a1fd00-0000-7000-8000-${String(number).padStart(12, "0")}`;

/**
 * A home with a session for each of these: a model, and how many tokens of input each of its responses had. `forks` are
 * those of some of them, with what they go on from.
 */
function homeOf(
  sessions: readonly (readonly [string, ...number[]])[],
  forks: Readonly<Record<number, number>> = {},
): string {
  const home = mkdtempSync(join(root, "home-"));
  const day = join(home, "sessions/2026/11/21");
  mkdirSync(day, { recursive: true });
  for (const [number, [model, ...inputs]] of sessions.entries()) {
    const timestamp = "2026-11-21T07:00:00.000Z";
    const line = (type: string, payload: object): string => `${JSON.stringify({ timestamp, type, payload })}\n`;
    const responses = inputs.map((input_tokens) => {
      const usage = { input_tokens, cached_input_tokens: 0, output_tokens: 0, total_tokens: input_tokens };
      return line("token_usage_record", { thread_id: idOf(number), usage });
    });
    const from = forks[number];
    const meta = { id: idOf(number), timestamp, cwd: "/srv/work", cli_version: "0.169.0" };
    const head = line("session_meta", from === undefined ? meta : { ...meta, forked_from_id: idOf(from) });
    const lines = [head, line("turn_context", { turn_id: "a", model }), ...responses];
    writeFileSync(join(day, `rollout-2026-11-21T07-00-00-${idOf(number)}.jsonl`), lines.join(""));
  }
  return home;
}

const priced = PRICES.models.find(({ from, long }) => from === undefined && long !== undefined);
const MODEL = priced?.model ?? "";
const LONG = (priced?.long?.above ?? 0) + 1;

describe("pages in the order of costs", () => {
  test("put sessions without a price last, and hold each once, whatever costs the same", async () => {
    const home = homeOf([
      ["none", 9_000_000],
      [MODEL, 1],
      [MODEL],
      [MODEL, 5000],
      [MODEL, 5000],
      ["none", 1],
      [MODEL, 7],
    ]);
    const seen: string[] = [];
    for (let cursor: string | null = ""; cursor !== null;) {
      const after = cursor === "" ? null : readCursor(cursor, "cost");
      const { rows, next } = await list(home, null, { limit: 2, after });
      seen.push(...rows.map(({ listed }) => listed.id ?? ""));
      cursor = next === null ? null : writeCursor("cost", next);
    }
    expect(seen).toEqual([4, 3, 6, 1, 2, 5, 0].map(idOf));
  });

  test("are in that order under filters and in trees, however few files may be read for a page", async () => {
    const home = homeOf([1, 2, 3, 4, 5].map((tokens) => [MODEL, tokens * 100]));
    const asked = { scanCap: 1, tree: true, filters: [({ id }: { id: string | null }) => id !== idOf(3)] };
    const first = await list(home, null, asked);
    expect([first.rows.map(({ listed }) => listed.id), first.reachedCap]).toEqual([[idOf(4)], true]);
    const second = await list(home, null, { ...asked, after: first.next });
    expect(second.rows.map(({ listed }) => listed.id)).toEqual([idOf(2)]);
  });

  test("hold trees in the order of their roots' own costs, whatever their forks cost", async () => {
    const home = homeOf(
      [
        [MODEL, 1000],
        [MODEL, 9000],
        [MODEL, 5000],
        [MODEL, 100],
      ],
      { 1: 0, 3: 2 },
    );
    const { rows } = await list(home, null, { tree: true });
    expect(rows.map(({ listed, depth }) => [listed.id, depth])).toEqual([
      [idOf(2), 0],
      [idOf(3), 1],
      [idOf(0), 0],
      [idOf(1), 1],
    ]);
  });

  test("hold the sessions of several homes in one order, those they share in each, with indexes and without", async () => {
    const homes = [
      homeOf([
        [MODEL, 3000],
        [MODEL, 1000],
      ]),
      homeOf([
        [MODEL, 2000],
        [MODEL, 1000],
        [MODEL, 4000],
      ]),
    ];
    const env = { XDG_CACHE_HOME: mkdtempSync(join(root, "cache-")) };
    for (const home of homes) expect((await refresh(createIndex(home, env, "column"))).state).toBe("current");
    const known = knownFacets(homes, env);
    const told = ({ rows }: Page): unknown => rows.map(({ listed }) => [listed.id, homes.indexOf(listed.thread.home)]);
    const [first = "", second = ""] = homes;
    const ends = first < second ? [0, 1] : [1, 0];
    const expected = [[idOf(2), 1], [idOf(0), 0], [idOf(0), 1], ...ends.map((at) => [idOf(1), at])];
    expect(told(await list(homes, null))).toEqual(expected);
    const indexed = await list(homes, known);
    expect([told(indexed), indexed.counted]).toEqual([expected, 0]);
    const page = await list(homes, known, { limit: 4 });
    expect(told(await list(homes, known, { after: page.next }))).toEqual(expected.slice(4));
    known.close();
  });

  test("tell long responses apart, in the index too, and count no file that it knows", async () => {
    const home = homeOf([
      [MODEL, LONG - 1, LONG - 1],
      [MODEL, LONG, LONG - 1],
    ]);
    const known = await indexOf(home);
    const [indexed, read] = [await list(home, known), await list(home, null)];
    known.close();
    expect([indexed.counted, indexed.read, read.counted > 0]).toEqual([0, 2, true]);
    expect(costs(indexed)).toEqual(costs(read));
    const [long, short] = costs(read).map(([, { usd }]) => Number(usd));
    expect(long).toBeGreaterThan((short ?? 0) * 1.2);
  });
});

test("costs as weights: whole millionths of a dollar, none for what has no price", () => {
  expect(["0", "0.0000019", "12.5", "1234567.123456789", null].map((usd) => weightOf({ usd }))).toEqual([
    0, 1, 12_500_000, 1_234_567_123_456, -1,
  ]);
});
