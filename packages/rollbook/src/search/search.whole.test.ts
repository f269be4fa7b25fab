// What a search finds is what the texts hold, whatever the index preselects.

import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { zstdCompressSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createMatcher, parseQuery, rawPattern, type Query, type Searchable } from "rollbook-core/search";
import { listScenarios } from "../../../../lab/specimen/session-files.ts";
import { createFinder, createWriter, openShard, readShard } from "../index/index.ts";
import { createIndex, optionsOf, refresh, retell, type IndexPlace } from "../refresh/index.ts";
import { expressionsIn } from "./expressions.tools.ts";
import { grepFiles, type Span } from "./grep.ts";
import { search, type SearchOptions } from "./index.ts";
import { lookedAt, type Few } from "./looked.ts";
import { rawQuery } from "./raw.ts";
import { openShards } from "./shards.ts";

let root = "";
let home = "";
let place: IndexPlace;
let compact: IndexPlace;
let all: readonly Told[] = [];

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "rollbook-search-"));
  home = join(root, "home");
  for (const [index, { directory }] of listScenarios().entries()) {
    if (index % 6 !== 0) continue;
    for (const tree of ["sessions", "archived_sessions"]) {
      const source = join(directory, "home", tree);
      if (statSync(source, { throwIfNoEntry: false })) cpSync(source, join(home, tree), { recursive: true });
    }
  }
  place = createIndex(home, { XDG_CACHE_HOME: join(root, "full") }, "column");
  compact = createIndex(home, { XDG_CACHE_HOME: join(root, "compact") }, "none");
  await refresh(place);
  await refresh(compact);
  all = await tellAll();
}, 120_000);
afterAll(() => rmSync(root, { recursive: true, force: true }));

function read(text: string): Query {
  const query = parseQuery(text, { now_ms: Date.parse("2026-11-22T00:00:00Z") });
  if (query.type === "error") throw new Error(query.message);
  return query;
}

const keyOf = (file: string | undefined, offset: number | undefined, kind: string): string =>
  `${kind} ${file} ${offset}`;

async function found(index: IndexPlace, query: Query, options: SearchOptions): Promise<readonly string[]> {
  const keys: string[] = [];
  for await (const { places, kind } of search([index], query, options)) {
    keys.push(keyOf(places[0]?.file, places[0]?.offset, kind));
  }
  return keys;
}

interface Told extends Searchable {
  readonly key: string;
}

/** Every passage there is, with its texts. */
async function tellAll(): Promise<readonly Told[]> {
  const told: Told[] = [];
  for (const path of place.shards) {
    const database = readShard(path, optionsOf(place));
    if (database === null) continue;
    const files = database.prepare("SELECT path FROM file WHERE session = ? ORDER BY part");
    const bounds = { sessions: null, since_ms: null, until_ms: null };
    for (const passage of createFinder(database, place.detail).newest({ type: "all" }, bounds)) {
      const paths = files.all(passage.session).map((file) => String(file["path"]));
      const [first] = passage.places;
      const key = keyOf(paths[first?.part ?? 0], first?.offset, passage.kind);
      told.push({ ...passage, texts: await retell(passage.places, paths), key });
    }
    database.close();
  }
  // Those of one time stand in an index as they came.
  return told.toSorted((a, b) => (a.key < b.key ? -1 : 1));
}

const QUERIES = [
  "hello",
  '"hello from"',
  "hell*",
  "echo AND hello",
  "hello OR world",
  "hello -mock",
  "cmd:echo",
  "cmd:ech exit:0",
  "path:.txt",
  "path:.txt kind:change",
  "exit:1",
  "status:failed kind:command",
  "(hello OR exit:1) -cmd:touch",
  "kind:prompt",
  "/hel+o/",
  "/ECHO \\w+/i",
  "/p[0-9]; exit \\d/",
  "/^say/",
  "/red|héllo/",
  '/tab "quote"/',
  "/\\w+\\.txt/",
  "/\\/repo\\/\\w+/",
  "/lab[-_]should/ kind:command",
  "/Error|error|failed/",
  "/ok\\b.*\\b/",
  "/[^a-z]{4}/",
];

describe("finds all that matches, each once", () => {
  test.each(QUERIES)("%s", async (text) => {
    const query = read(text);
    const expected = all
      .filter(createMatcher(query))
      .map(({ key }) => key)
      .toSorted();
    expect(expected).not.toEqual([]);
    const full = await found(place, query, { order: "newest" });
    expect(full.toSorted()).toEqual(expected);
    expect((await found(compact, query, { order: "newest" })).toSorted()).toEqual(expected);
    for (const index of [place, compact]) {
      for (const limit of [1, 100, 1_000_000])
        expect((await found(index, query, { order: "best", limit })).toSorted()).toEqual(expected);
    }
  });
});

async function lookedFor(index: IndexPlace, query: Query): Promise<readonly string[]> {
  const shards = openShards(index, query);
  const raw = rawQuery(query);
  const few = shards.map((shard): Few => ({ shard, select: shard.select, later: new Set(), ...shard.narrow() }));
  const matches = createMatcher(query);
  const keys: string[] = [];
  if (raw === null) return found(index, query, { order: "newest" });
  for await (const { shard, passage } of lookedAt(few, raw)) {
    const paths = shard.paths(passage.session);
    const [first] = passage.places;
    if (!matches({ ...passage, texts: await retell(passage.places, paths) })) continue;
    keys.push(keyOf(paths[first?.part ?? 0], first?.offset, passage.kind));
  }
  for (const { database } of shards) database.close();
  return keys;
}

test("regular expressions find the same by the words of the index as by reading everything", async () => {
  const grown = createIndex(home, { XDG_CACHE_HOME: join(root, "settled") }, "column");
  const [path = ""] = readdirSync(join(home, "sessions"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".jsonl"))
    .map((entry) => join(entry.parentPath, entry.name));
  const whole = readFileSync(path);
  writeFileSync(path, whole.subarray(0, whole.length >> 1));
  await refresh(grown);
  for (const shard of grown.shards) {
    const database = openShard(shard, optionsOf(grown));
    createWriter(database, grown.detail).settle();
    database.close();
  }
  writeFileSync(path, whole);
  await refresh(grown);
  let hits = 0;
  await fc.assert(
    fc.asyncProperty(expressionsIn(all), async (text) => {
      const query = parseQuery(text, { now_ms: 0 });
      if (query.type === "error" || query.passages === null) return;
      const expected = all
        .filter(createMatcher(query))
        .map(({ key }) => key)
        .toSorted();
      hits += expected.length;
      expect((await found(grown, query, { order: "newest" })).toSorted(), text).toEqual(expected);
      expect((await lookedFor(grown, query)).toSorted(), text).toEqual(expected);
    }),
    { numRuns: 60 },
  );
  expect(hits).toBeGreaterThan(100);
});

test("the newest come first", async () => {
  for (const index of [place, compact]) {
    const times: number[] = [];
    for await (const { time_ms } of search([index], read("echo"), { order: "newest" }))
      if (time_ms !== null) times.push(time_ms);
    expect(times.length).toBeGreaterThan(10);
    expect(times).toEqual(times.toSorted((a, b) => b - a));
  }
});

test("a compact index that grew by pieces finds what one does that was built whole", async () => {
  const grown = join(root, "grown");
  cpSync(join(home, "sessions"), join(grown, "sessions"), { recursive: true });
  const files = readdirSync(grown, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".jsonl"))
    .map((entry) => join(entry.parentPath, entry.name));
  const bytes = files.map((path) => readFileSync(path));
  const index = createIndex(grown, { XDG_CACHE_HOME: join(root, "pieces") }, "none");
  for (const share of [0.4, 0.7, 1]) {
    for (const [at, path] of files.entries()) {
      const whole = bytes[at] ?? Buffer.alloc(0);
      writeFileSync(path, whole.subarray(0, Math.ceil(whole.length * share)));
    }
    await refresh(index);
  }
  const once = createIndex(grown, { XDG_CACHE_HOME: join(root, "once") }, "column");
  await refresh(once);
  for (const text of QUERIES) {
    const expected = (await found(once, read(text), { order: "newest" })).toSorted();
    expect((await found(index, read(text), { order: "newest" })).toSorted(), text).toEqual(expected);
  }
});

test("prompts that people typed come before outputs that hold the same", async () => {
  const kinds: string[] = [];
  for await (const { kind } of search([place], read("unicode"), { order: "best" })) kinds.push(kind);
  expect(kinds[0]).toBe("prompt");
});

/** Without marks: the index does not tell é from e. */
const folded = (text: string): string => text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();

test("the evidence of a hit holds what was found", async () => {
  let hits = 0;
  for await (const { places, texts } of search([place], read("hello"), { order: "newest" })) {
    hits += 1;
    const bytes = places
      .filter(({ file }) => !file.endsWith(".zst"))
      .map(({ file, offset, length }) => {
        return readFileSync(file)
          .subarray(offset, offset + length)
          .toString();
      });
    if (bytes.length > 0) expect(folded(bytes.join("\n"))).toContain("hello");
    expect(folded(JSON.stringify(texts))).toContain("hello");
  }
  expect(hits).toBeGreaterThan(10);
});

test("patterns find the same lines with ripgrep and without it", async () => {
  const files = readdirSync(home, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".jsonl"))
    .map((entry) => join(entry.parentPath, entry.name));
  const packed = files.slice(0, 20).map((path, index) => {
    const copy = join(root, `copy-${index}.jsonl.zst`);
    writeFileSync(copy, zstdCompressSync(readFileSync(path)));
    return copy;
  });
  for (const source of ["echo \\w+", "hello|world", "exec_[a-z]+"]) {
    const pattern = { pattern: rawPattern({ source, flags: "i" }) ?? "", ignoreCase: true };
    const { signal } = new AbortController();
    const plain = await grepFiles(files.slice(0, 20), pattern, signal);
    const unpacked = await grepFiles(packed, pattern, signal);
    const linesOf = (path: string, spans: readonly Span[] = []): readonly number[] => {
      const bytes = readFileSync(path);
      return [...new Set(spans.map(({ from }) => bytes.lastIndexOf(10, from - 1) + 1))];
    };
    expect(plain.size).toBeGreaterThan(0);
    for (const [index, path] of files.slice(0, 20).entries()) {
      expect(linesOf(path, unpacked.get(packed[index] ?? ""))).toEqual(linesOf(path, plain.get(path)));
    }
  }
});

test("prompts of sessions that are gone are found in the history, and what is damaged in it is told", async () => {
  const gone = { session_id: "01a10000-0000-7000-8000-000000000000", ts: 1_795_000_000, text: "where is zyxwvut" };
  const history = join(home, "history.jsonl");
  writeFileSync(history, `{"session_id":"x","ts":1,"te\n${JSON.stringify(gone)}\n`);
  try {
    const faults: string[] = [];
    const hits: (string | null)[] = [];
    const options = { order: "newest", fault: (message: string) => faults.push(message) } as const;
    for await (const { session_id, session } of search([place], read("zyxwvut"), options)) {
      hits.push(session_id);
      expect(session).toBeNull();
    }
    expect(hits).toEqual([gone.session_id]);
    expect(faults).toEqual([expect.stringContaining(history)]);
  } finally {
    rmSync(history);
  }
});
