// An index that was brought up to its home again and again is one that was built at once.

import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { zstdCompressSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import { listScenarios } from "../../../../lab/specimen/session-files.ts";
import { contentsOf } from "./contents.tools.ts";
import { createIndex, findIndex, indexStatus, refresh, removeIndex, type IndexPlace } from "./index.ts";

let root = "";
let home = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "rollbook-index-"));
  home = join(root, "home");
  mkdirSync(join(home, "sessions"), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function placeIn(cache: string): IndexPlace {
  return createIndex(home, { XDG_CACHE_HOME: join(root, cache) }, "column");
}

/** What a build from nothing says of the home as it is. */
async function builtAnew(): Promise<ReturnType<typeof contentsOf>> {
  const cache = mkdtempSync(join(root, "fresh-"));
  const place = createIndex(home, { XDG_CACHE_HOME: cache }, "column");
  const { state } = await refresh(place);
  expect(state).toBe("current");
  return contentsOf(place);
}

/** The sessions of some scenarios, in one home: about so many of each era. */
function fillHome(every: number, from = 0): readonly string[] {
  const scenarios = listScenarios().filter((_, index) => index % every === from);
  for (const { directory } of scenarios) {
    for (const tree of ["sessions", "archived_sessions"]) {
      const source = join(directory, "home", tree);
      if (statSync(source, { throwIfNoEntry: false }) !== undefined)
        cpSync(source, join(home, tree), { recursive: true });
    }
  }
  return sessionFilesIn(home);
}

function sessionFilesIn(directory: string): readonly string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.startsWith("rollout-"))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}

test("files that grow by pieces cut anywhere end as files that were read whole", async () => {
  const files = fillHome(16).map((path) => ({ path, bytes: readFileSync(path) }));
  expect(files.length).toBeGreaterThan(10);
  const place = placeIn("cache");
  // Cuts at ends of lines and within them.
  for (const share of [0.3, 0.7, 1]) {
    for (const { path, bytes } of files) {
      const cut = Math.floor(bytes.length * share);
      const end = cut % 3 === 0 ? bytes.indexOf(10, cut) + 1 || bytes.length : cut;
      const there = statSync(path).size;
      if (share === 0.3) writeFileSync(path, bytes.subarray(0, end));
      else appendFileSync(path, bytes.subarray(there, Math.max(there, end)));
    }
    const { state } = await refresh(place);
    expect(state).toBe("current");
    const contents = contentsOf(place);
    expect(contents).toEqual(await builtAnew());
    // Those of unfinished lines can be found as well.
    expect(indexStatus(home, { XDG_CACHE_HOME: join(root, "cache") }).passages).toBe(contents.passages.length);
  }
}, 120_000);

test("nothing is read of a home in which nothing has changed", async () => {
  fillHome(40);
  const place = placeIn("cache");
  await refresh(place);
  let bytes = 0;
  const again = await refresh(place, { read: (count) => (bytes += count) });
  expect({ ...again, bytes }).toMatchObject({ state: "current", changed: 0, bytes: 0 });
});

test("of a file that has grown, only what was added is read", async () => {
  const [path = ""] = fillHome(30).filter((name) => name.endsWith(".jsonl") && statSync(name).size > 5000);
  const place = placeIn("cache");
  await refresh(place);
  const line =
    '{"timestamp":"2026-11-21T10:00:00.000Z","type":"event_msg","payload":{"type":"warning","message":"late"}}\n';
  appendFileSync(path, line);
  let bytes = 0;
  const again = await refresh(place, { read: (count) => (bytes += count) });
  expect(again).toMatchObject({ state: "current", changed: 1 });
  expect(bytes).toBe(line.length);
  expect(contentsOf(place)).toEqual(await builtAnew());
});

test("a file that is written anew in its place is another, larger or of the same size", async () => {
  const header = (cwd: string): string =>
    `${JSON.stringify({
      timestamp: "2026-11-21T10:00:00.000Z",
      type: "session_meta",
      payload: { id: "01a1fcfa-5c44-7233-a7fd-82769fe7cc7f", timestamp: "2026-11-21T10:00:00.000Z", cwd },
    })}\n`;
  const path = join(home, "sessions", "rollout-2026-11-21T10-00-00-01a1fcfa-5c44-7233-a7fd-82769fe7cc7f.jsonl");
  const place = placeIn("cache");
  for (const [second, cwd] of ["/one", "/two", "/much-further"].entries()) {
    // The same file, not a new one of its name.
    writeFileSync(path, header(cwd));
    utimesSync(path, 1_700_000_000 + second, 1_700_000_000 + second);
    await refresh(place);
    expect(JSON.stringify(contentsOf(place).sessions)).toContain(cwd);
    expect(contentsOf(place)).toEqual(await builtAnew());
  }
});

test("a command that nothing has ended is in the index, and once it has ended it is so as ended", async () => {
  const record = (type: string, payload: object): string =>
    `${JSON.stringify({ timestamp: "2026-11-21T10:00:00.000Z", type, payload })}\n`;
  const id = "01a1fcfa-5c44-7233-a7fd-82769fe7cc7f";
  const path = join(home, "sessions", `rollout-2026-11-21T10-00-00-${id}.jsonl`);
  const call = { type: "function_call", name: "shell", call_id: "call_0123456789", arguments: '{"command":["zzyzx"]}' };
  writeFileSync(
    path,
    record("session_meta", { id, timestamp: "2026-11-21T10:00:00.000Z" }) + record("response_item", call),
  );
  const place = placeIn("cache");
  const told = (): string[] => contentsOf(place).passages.map((passage) => JSON.stringify(passage));
  await refresh(place);
  expect(told()).toEqual([expect.stringContaining('"status":"unknown"')]);
  const output = "Exit code: 0\nWall time: 1 seconds\nOutput:\ndone";
  appendFileSync(path, record("response_item", { type: "function_call_output", call_id: call.call_id, output }));
  await refresh(place);
  expect(told()).toEqual([expect.stringContaining('"status":"completed"')]);
  expect(contentsOf(place)).toEqual(await builtAnew());
});

const CHANGES: Readonly<Record<string, (path: string) => void>> = {
  rewritten: (path) => writeFileSync(path, readFileSync(path, "utf8").replaceAll("the", "teh")),
  "rewritten to the same size at the same beginning": (path) => {
    const bytes = readFileSync(path);
    bytes.write("x", bytes.length - 10);
    writeFileSync(path, bytes);
    utimesSync(path, new Date(), new Date(Date.now() + 5000));
  },
  "replaced by a longer one": (path) => {
    writeFileSync(`${path}.new`, readFileSync(path, "utf8").replaceAll("hello", "hello there"));
    renameSync(`${path}.new`, path);
  },
  "cut off": (path) => writeFileSync(path, readFileSync(path).subarray(0, statSync(path).size >> 1)),
  emptied: (path) => writeFileSync(path, ""),
  compressed: (path) => {
    writeFileSync(`${path}.zst`, zstdCompressSync(readFileSync(path)));
    rmSync(path);
  },
  "moved to the archive": (path) => {
    mkdirSync(join(home, "archived_sessions"), { recursive: true });
    renameSync(path, join(home, "archived_sessions", basename(path)));
  },
  "copied to the archive": (path) => {
    mkdirSync(join(home, "archived_sessions"), { recursive: true });
    cpSync(path, join(home, "archived_sessions", basename(path)));
  },
  deleted: (path) => rmSync(path),
  "filled with NUL": (path) => appendFileSync(path, Buffer.alloc(5000)),
};

test.each(Object.keys(CHANGES))(
  "a file that was %s",
  async (change) => {
    const files = fillHome(50, 3).filter((path) => path.endsWith(".jsonl"));
    const place = placeIn("cache");
    await refresh(place);
    for (const [index, path] of files.entries()) if (index % 3 === 0) CHANGES[change]?.(path);
    const { state, changed } = await refresh(place);
    expect(state).toBe("current");
    // A copy is not another session.
    expect(changed > 0).toBe(change !== "copied to the archive");
    expect(contentsOf(place)).toEqual(await builtAnew());
  },
  60_000,
);

test("names that people give are taken over without reading a session", async () => {
  const [path = ""] = fillHome(25).filter((name) => /rollout-.*-[0-9a-f-]{36}\.jsonl$/.test(name));
  const place = placeIn("cache");
  await refresh(place);
  const id = /([0-9a-f-]{36})\.jsonl$/.exec(path)?.[1];
  writeFileSync(join(home, "session_index.jsonl"), `${JSON.stringify({ id, thread_name: "the one" })}\n`);
  let bytes = 0;
  await refresh(place, { read: (count) => (bytes += count) });
  expect(bytes).toBe(0);
  expect(JSON.stringify(contentsOf(place).sessions)).toContain('"the one"');
  expect(contentsOf(place)).toEqual(await builtAnew());
});

test("an index that was damaged is made anew", async () => {
  fillHome(25);
  const place = placeIn("cache");
  await refresh(place);
  const [shard = ""] = place.shards;
  writeFileSync(shard, "no database");
  writeFileSync(join(dirname(shard), "heads.db"), "no database");
  const { state } = await refresh(place);
  expect(state).toBe("current");
  expect(contentsOf(place)).toEqual(await builtAnew());
});

test("a shard that was lost is filled again, though nothing else tells", async () => {
  fillHome(25);
  const place = placeIn("cache");
  await refresh(place);
  const before = contentsOf(place);
  for (const path of place.shards) {
    rmSync(path);
    expect((await refresh(place)).state).toBe("current");
    expect(contentsOf(place)).toEqual(before);
  }
});

test("a shard that lost its last writing with the machine is gone on with", async () => {
  const [file = ""] = fillHome(25).filter((name) => name.endsWith(".jsonl"));
  const place = placeIn("cache");
  await refresh(place);
  const old = place.shards.map((path) => readFileSync(path));
  const line = {
    timestamp: "2026-11-21T10:00:00.000Z",
    type: "event_msg",
    payload: { type: "warning", message: "late" },
  };
  appendFileSync(file, `${JSON.stringify(line)}\n`);
  await refresh(place);
  for (const [index, path] of place.shards.entries()) writeFileSync(path, old[index] ?? "");
  expect((await refresh(place)).state).toBe("current");
  expect(contentsOf(place)).toEqual(await builtAnew());
});

test("an index is taken away only when nobody fills it", async () => {
  fillHome(25);
  const place = placeIn("cache");
  const env = { XDG_CACHE_HOME: join(root, "cache") };
  let removed = true;
  await refresh(place, { read: () => (removed &&= removeIndex(home, env)) });
  expect([removed, contentsOf(place).sessions.length > 0]).toEqual([false, true]);
  expect([removeIndex(home, env), findIndex(home, env)]).toEqual([true, null]);
  placeIn("cache");
  await refresh(place);
  expect(contentsOf(place)).toEqual(await builtAnew());
});

test("no index is made inside of a codex home, its own or another, by whatever way", () => {
  fillHome(60);
  const inside = (home: string): string => `it would lie inside the codex home ${home}, where rollbook never writes`;
  symlinkSync(home, join(root, "way"));
  for (const cache of [home, join(home, "cache"), join(root, "way/deep/cache")]) {
    expect(() => createIndex(home, { XDG_CACHE_HOME: cache }, "column")).toThrow(inside(home));
  }
  const other = join(root, "other");
  mkdirSync(join(other, "sessions"), { recursive: true });
  writeFileSync(join(other, "config.toml"), "");
  expect(() => createIndex(home, { XDG_CACHE_HOME: join(other, "cache") }, "column")).toThrow(inside(other));
  expect(readdirSync(home).includes("cache")).toBe(false);
  expect(readdirSync(other)).toEqual(["config.toml", "sessions"]);
});

test("an index that cannot be made says why", async () => {
  writeFileSync(join(root, "file"), "");
  expect(() => placeIn("file")).toThrow("cannot be used: a file lies where its directory should be");
});
