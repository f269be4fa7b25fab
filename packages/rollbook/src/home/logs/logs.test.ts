// Logs of a home as users have them: text, database and recordings, of any size, some of them broken.

import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { gzipSync, zstdCompressSync } from "node:zlib";
import type { LogEvent } from "rollbook-core/logs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { SPECIMENS } from "../../../../../lab/index.ts";
import { findLogs, mergeLogs, type Found, type LogQuery } from "./index.ts";
import type { Order } from "./read.ts";

let home = "";
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "rollbook-logs-"));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

function put(path: string, bytes: string | Uint8Array): string {
  const full = join(home, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, bytes);
  return full;
}

const ALL: LogQuery = {
  since: Number.NEGATIVE_INFINITY,
  until: Number.POSITIVE_INFINITY,
  begin: Number.NEGATIVE_INFINITY,
  least: null,
  fits: () => true,
};

async function ask(order: Order, query: Partial<LogQuery> = {}): Promise<{ found: Found[]; faults: string[] }> {
  const faults: string[] = [];
  const tell = (message: string): void => void faults.push(message);
  const sources = findLogs(home, {}).logs;
  const found: Found[] = [];
  const events = mergeLogs({ sources, query: { ...ALL, ...query }, order, tell, read: () => {} });
  for await (const each of events) {
    found.push(each);
    if (order.from === "newest" && found.length === order.most) break;
  }
  return { found: order.from === "newest" ? found.toReversed() : found, faults };
}

const oldest = { from: "oldest" } as const;
const newest = (most: number): Order => ({ from: "newest", most });
const messages = (found: readonly Found[]): string[] => found.map(({ event }) => event.message);

const ID = "01a1fe95-764f-7d00-bc20-5f134e3a8ce4";

/** As Codex 0.169 makes it; what was written last stays in the WAL, as while Codex runs. Close it to let it go. */
function database(
  path: string,
  rows: readonly (readonly [number, number, string, string, string, string | null])[],
): DatabaseSync {
  const made = new DatabaseSync(join(home, path));
  made.exec(`PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=0;
    CREATE TABLE logs (id INTEGER PRIMARY KEY AUTOINCREMENT, ts INTEGER NOT NULL, ts_nanos INTEGER NOT NULL,
      level TEXT NOT NULL, target TEXT NOT NULL, feedback_log_body TEXT, module_path TEXT, file TEXT, line INTEGER,
      thread_id TEXT, process_uuid TEXT, estimated_bytes INTEGER NOT NULL DEFAULT 0);
    CREATE INDEX idx_logs_ts ON logs(ts DESC, ts_nanos DESC, id DESC);`);
  const insert = made.prepare(
    "INSERT INTO logs (ts, ts_nanos, level, target, feedback_log_body, thread_id) VALUES (?, ?, ?, ?, ?, ?)",
  );
  for (const row of rows) insert.run(...row);
  return made;
}

const SECOND = Date.parse("2026-11-21T07:00:00Z") / 1000;
const at = (second: number): string => new Date((SECOND + second) * 1000).toISOString().replace(".000", ".500000");
const line = (second: number, text: string): string => `${at(second)}  INFO codex_core::codex: ${text}\n`;

/** Everything there is to see of the files of the home. */
function look(): string[] {
  return readdirSync(home, { recursive: true, encoding: "utf8" }).map((name) => {
    const stats = lstatSync(join(home, name), { bigint: true });
    const bytes = stats.isFile() ? readFileSync(join(home, name)).toString("base64") : "";
    return `${name} ${stats.ino} ${stats.nlink} ${stats.mode} ${stats.mtimeNs} ${stats.ctimeNs} ${bytes}`;
  });
}

test("text, database and recording are one stream in the order of time", async () => {
  put("log/codex-tui.log", line(1, "text one") + line(3, "text three") + line(3, "and another"));
  const open = database("logs_2.sqlite", [
    [
      SECOND,
      5,
      "WARN",
      "codex_core::client",
      `run{thread_id=${ID}}: stream disconnected - retrying turn (1/5 in 200ms)...`,
      ID,
    ],
    [SECOND + 2, 0, "INFO", "codex_core::codex", "database two", null],
  ]);
  put("log/session-20261121T070000Z.jsonl", `{"ts":"${at(4)}","dir":"meta","kind":"session_end"}\n`);
  const { found, faults } = await ask(oldest);
  expect(faults).toEqual([]);
  expect(messages(found)).toEqual([
    "stream disconnected - retrying turn (1/5 in 200ms)...",
    "text one",
    "database two",
    "text three",
    "and another",
    "session_end",
  ]);
  expect(found[0]?.event).toMatchObject({
    time: "2026-11-21T07:00:00.000000005Z",
    level: "warn",
    kind: "stream_retry",
    session_id: ID,
    row: 1,
    offset: null,
  });
  expect(messages((await ask(oldest, { least: "warn" })).found)).toHaveLength(1);
  for (let most = 1; most < 8; most++) {
    expect(messages((await ask(newest(most))).found)).toEqual(messages(found).slice(-most));
  }
  open.close();
});

describe("nothing in the home is touched", () => {
  test.each([
    ["while Codex runs, its rows still in the WAL", true],
    ["when Codex has ended", false],
  ])("%s", async (_, running) => {
    put("log/codex-tui.log", line(1, "one"));
    const open = database("logs_2.sqlite", [[SECOND, 0, "INFO", "a", "row", null]]);
    if (!running) open.close();
    const before = look();
    expect((await ask(oldest)).found).toHaveLength(2);
    expect((await ask(newest(5))).found).toHaveLength(2);
    expect(look()).toEqual(before);
    if (running) open.close();
  });
});

/** Some megabytes, one event longer than what is read at a time, and a clock that is set back. */
function large(): string {
  const parts: string[] = ["begun before\n"];
  for (let second = 0; second < 3000; second++) parts.push(line(second, `event ${second} ${"x".repeat(second % 900)}`));
  parts.push(
    line(3000, `long ${`${"z".repeat(999)}\n`.repeat(3500)}`),
    line(2990, "clock set back"),
    line(3001, "last but one"),
  );
  for (let second = 3002; second < 6000; second++)
    parts.push(line(second, `event ${second} ${"y".repeat(second % 900)}`));
  return parts.join("");
}

test("a large log is read from its end as from its start", async () => {
  const path = put("log/codex-tui.log", large());
  const { found } = await ask(oldest);
  const key = ({ event }: Found): string => `${event.offset} ${event.length} ${event.message.slice(0, 40)}`;
  const keys = found.map(key);
  expect(found[0]?.event).toMatchObject({ kind: "unknown", message: "begun before", offset: 0 });
  expect(found.filter(({ event }) => event.omitted_bytes > 0)).toHaveLength(1);
  for (const most of [1, 2500, 2999, 3000, 3001, 6010]) {
    expect((await ask(newest(most))).found.map(key), String(most)).toEqual(keys.slice(-most));
  }
  // Bytes are told as they stand.
  const bytes = readFileSync(path);
  for (const { event } of [found[7], found[3002], found.at(-1)].filter((each) => each !== undefined)) {
    const said = bytes.toString("utf8", event.offset ?? 0, (event.offset ?? 0) + (event.length ?? 0));
    expect(said.endsWith(event.message)).toBe(true);
    expect(said.startsWith("2026-11-2")).toBe(true);
  }
  // Of a time, of few that fit, and compressed.
  const [since, until] = [(SECOND + 2985) * 1000, (SECOND + 3003) * 1000];
  const during = keys.filter((_, index) => {
    const { time_ms } = (found[index] as Found).event;
    return time_ms !== null && time_ms >= since && time_ms <= until;
  });
  expect(during).toHaveLength(19);
  for (const order of [oldest, newest(50)]) {
    expect((await ask(order, { since, begin: since, until })).found.map(key)).toEqual(during);
  }
  const rare = (event: LogEvent): boolean => event.message.startsWith("event 17 ");
  expect((await ask(newest(3), { fits: rare })).found).toHaveLength(1);
  rmSync(path);
  put("log/codex-tui.log.1.zst", zstdCompressSync(bytes));
  expect((await ask(newest(3000))).found.map(key)).toEqual(keys.slice(-3000));
});

test("a log of many days is searched for the day that is asked for", async () => {
  const days = Array.from({ length: 3000 }, (_, day) => line(day * 43_200, `half day ${day} ${"z".repeat(500)}`));
  put("log/codex-tui.log", days.join(""));
  const since = (SECOND + 43_200 * 2000) * 1000;
  const until = since + 86_400_000;
  let read = 0;
  const count = (event: LogEvent): boolean => (read += event.message.length) > 0;
  const { found } = await ask(oldest, { since, begin: since, until, fits: count });
  expect(found.map(({ event }) => event.message.split(" ")[2])).toEqual(["2000", "2001"]);
});

test("logs are found where the configuration puts them, rotated ones too; what cannot be read is said", () => {
  const other = mkdtempSync(join(tmpdir(), "rollbook-logs-"));
  put("config.toml", `log_dir = ${JSON.stringify(join(other, "log"))}\nsqlite_home = ${JSON.stringify(other)}\n`);
  for (const name of ["log/codex-tui.log", "log/codex-tui.log.2026-11-20", "log/codex-login.log"])
    put(name, line(1, "x"));
  const gz = put("log/codex-tui.log.3.gz", gzipSync(line(1, "x")));
  put("log/notes.txt", "no log");
  put("state_5.sqlite", "no log");
  cpSync(join(SPECIMENS, "logs/0.36.0/home/log"), join(other, "log"), { recursive: true });
  writeFileSync(join(other, "logs_2.sqlite"), "");
  const { logs, unread } = findLogs(home, {});
  expect(logs.map(({ path, kind }) => `${kind} ${path.replace(other, "OTHER").replace(home, "HOME")}`)).toEqual([
    "log HOME/log/codex-login.log",
    "log HOME/log/codex-tui.log",
    "log HOME/log/codex-tui.log.2026-11-20",
    "log OTHER/log/codex-tui.log",
    "recording OTHER/log/session-20261121T151201Z.jsonl",
    "database OTHER/logs_2.sqlite",
  ]);
  expect(unread).toEqual([expect.stringContaining(gz)]);
  expect(findLogs(join(home, "nowhere"), {})).toEqual({ logs: [], unread: [] });
  rmSync(other, { recursive: true });
});

describe("a database that cannot be read is told, and the rest is", () => {
  test.each([
    ["no database", () => put("logs_2.sqlite", "this is no database at all".repeat(100)), /not a database/],
    ["an empty file", () => put("logs_2.sqlite", ""), /no table of logs/],
    [
      "one that breaks off",
      () => {
        const rows = Array.from({ length: 500 }, (_, id) => [SECOND, id, "INFO", "a", "b".repeat(500), null] as const);
        database("logs_2.sqlite", rows).close();
        const bytes = readFileSync(join(home, "logs_2.sqlite"));
        put("logs_2.sqlite", bytes.subarray(0, bytes.length / 2));
      },
      /malformed/,
    ],
  ])("%s", async (_, make, why) => {
    make();
    put("log/codex-tui.log", line(1, "one"));
    const { found, faults } = await ask(newest(10_000));
    expect(messages(found)).toContain("one");
    expect(faults).toEqual([expect.stringMatching(why)]);
  });
});

test("a database that is changed while it is read is told, since it was not copied", async () => {
  const path = join(home, "logs_2.sqlite");
  database("logs_2.sqlite", [[SECOND, 0, "INFO", "a", "row", null]]).close();
  const fits = (): boolean => {
    utimesSync(path, 1, 1);
    return true;
  };
  expect((await ask(newest(1), { fits })).faults).toEqual([expect.stringContaining("was changed while it was read")]);
});

test("a database with other columns than ours gives what it has", async () => {
  const made = new DatabaseSync(join(home, "logs_1.sqlite"));
  made.exec(
    "CREATE TABLE logs (ts INTEGER, level TEXT, message TEXT); INSERT INTO logs VALUES (1, 'LOUD', 'hello'), (2, 'WARN', x'00ff')",
  );
  made.close();
  const { found } = await ask(oldest);
  expect(found.map(({ event }) => [event.time, event.level, event.message])).toEqual([
    ["1970-01-01T00:00:01.000000000Z", null, "hello"],
    ["1970-01-01T00:00:02.000000000Z", "warn", "\0\ufffd"],
  ]);
});

test.skipIf(process.platform === "win32")("a pipe in the place of a log is left alone", () => {
  mkdirSync(join(home, "log"));
  spawnSync("mkfifo", [join(home, "log/codex-tui.log")]);
  expect(findLogs(home, {}).logs).toEqual([]);
});

test("a log that is reached in two ways is read once", () => {
  put("log/codex-tui.log", line(1, "one"));
  symlinkSync("log", join(home, "elsewhere"));
  put("config.toml", 'log_dir = "elsewhere"');
  expect(findLogs(home, {}).logs.map(({ path }) => path)).toEqual([join(home, "log/codex-tui.log")]);
});

test("a log that grows while it is read is read to where it ended", async () => {
  const path = put("log/codex-tui.log", large());
  const { size } = lstatSync(path);
  const { found } = await ask(oldest, {
    fits: (event) => {
      if (event.offset === 0) appendFileSync(path, line(7000, "later"));
      return true;
    },
  });
  const last = found.at(-1)?.event;
  expect((last?.offset ?? 0) + (last?.length ?? 0) + 1).toBe(size);
});
