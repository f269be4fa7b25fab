// An index of ten million passages of made-up words, and how long it takes to be asked.

import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Passage } from "rollbook-core/digest";
import { compile, parseQuery, type Query } from "rollbook-core/search";
import {
  createFinder,
  createWriter,
  openShard,
  readShard,
  type Entry,
  type Finder,
} from "../packages/rollbook/src/index/index.ts";
import { createRandom, seedOf, type Random } from "./material/random.ts";
import type { QueryClass } from "./row-names.ts";

const ROWS = 10_000_000;
const SHARDS = 2;
/** Passages of one session; sessions of one transaction. */
const EACH = 10_000;
const VOCABULARY = 60_000;
const OPTIONS = { home: "/rows", detail: "column" } as const;

const shardAt = (directory: string, shard: number): string => join(directory, `shard-${shard}.db`);

/** Words as people's texts have them: a few very often, most seldom. */
function wordOf(random: Random): string {
  const rank = Math.floor(VOCABULARY ** random.next());
  return `w${rank.toString(36)}`;
}

function passageOf(n: number, number: number, random: Random): Passage {
  const words = Array.from({ length: 18 }, () => wordOf(random)).join(" ");
  const rare = number % 100_003 === 0 ? ` rare${Math.floor(number / 100_003)}` : "";
  const kind = (["reply", "command", "command", "tool"] as const)[number % 4] ?? "reply";
  const said = kind === "reply" ? words + rare : "";
  return {
    n,
    kind,
    turn_id: null,
    time_ms: number * 1000,
    status: kind === "reply" ? null : "completed",
    exit_code: kind === "command" ? 0 : null,
    tool: kind === "reply" ? null : "exec_command",
    texts: { said, command: "", output: said === "" ? words + rare : "", path: "" },
    cut: false,
    places: [{ part: 0, line: n + 1, offset: n * 200, length: 199 }],
  };
}

export function makeRows(directory: string, seed: number): void {
  mkdirSync(directory, { recursive: true });
  const random = createRandom(seedOf(seed, "rows"));
  for (let shard = 0; shard < SHARDS; shard++) {
    const database = openShard(shardAt(directory, shard), OPTIONS);
    const writer = createWriter(database, OPTIONS.detail, true);
    for (let session = 0; session < ROWS / SHARDS / EACH; session++) {
      const passages = Array.from({ length: EACH }, (_, n) =>
        passageOf(n, (session * EACH + n) * SHARDS + shard, random),
      );
      writer.put([entryOf(`${shard}-${session}`, passages)]);
    }
    writer.settle();
    database.close();
  }
}

function entryOf(key: string, passages: readonly Passage[]): Entry {
  const head = { key, session_id: key, path: `/rows/${key}`, name: null, updated_ms: 0, about: {}, plan: "" };
  const file = { path: head.path, ino: 0, size: 0, mtime_us: 0, bytes: 0, lines: 0, print: null };
  const told = { facets: null, cells: [], problems: [], state: null };
  return {
    head,
    mode: "replace",
    newest: true,
    files: [file],
    passages,
    settled: EACH,
    cut: 0,
    partial: null,
    ...told,
  };
}

const LIMIT = 20;
const QUESTIONS = 40;
const BOUNDS = { sessions: null, since_ms: null, until_ms: null };

/** Of 40 questions of a kind, asked a second time: the half takes no longer than `p50`, all but two no longer than `p95`. */
export function rowJob(job: string): (directory: string) => { readonly figure: number } {
  const [order, kind, rank] = job.split(" ");
  return (directory) => {
    if (!existsSync(shardAt(directory, 0))) throw new Error(`${directory} is not made`);
    const finders = Array.from({ length: SHARDS }, (_, shard) => {
      const database = readShard(shardAt(directory, shard), OPTIONS);
      if (database === null)
        throw new Error(`${directory} is of another version: node bench/generate.ts --remove rows`);
      return createFinder(database, OPTIONS.detail);
    });
    const queries = questionsOf(kind as QueryClass, createRandom(7));
    const times: number[] = [];
    for (const round of [0, 1]) {
      for (const query of queries) {
        const start = performance.now();
        ask(finders, query, order === "best");
        if (round === 1) times.push(performance.now() - start);
      }
    }
    times.sort((a, b) => a - b);
    return { figure: times[Math.ceil((rank === "p50" ? 0.5 : 0.95) * times.length) - 1] ?? Number.NaN };
  };
}

function questionsOf(kind: QueryClass, random: Random): readonly Query[] {
  const common = (): string => `w${random.int(1, 40).toString(36)}`;
  const some = (): string => `w${random.int(300, 3000).toString(36)}`;
  const texts: Readonly<Record<QueryClass, () => string>> = {
    rare: () => `rare${random.int(1, 90)}`,
    common,
    and: () => `${common()} ${some()}`,
    phrase: () => `"${common()} ${common()}"`,
    prefix: () => `w${random.int(40, 1200).toString(36)}*`,
    miss: () => `nowhere${random.int(1, 1_000_000)}`,
  };
  return Array.from({ length: QUESTIONS }, () => {
    const query = parseQuery(texts[kind](), { now_ms: 0 });
    if (query.type === "error") throw new Error(query.message);
    return query;
  });
}

function ask(finders: readonly Finder[], query: Query, best: boolean): void {
  const { select } = compile(query, OPTIONS.detail);
  for (const finder of finders) {
    const found =
      best && select.type === "words" ? finder.likely(select.match, BOUNDS, 2000) : finder.newest(select, BOUNDS);
    let count = 0;
    for (const _ of found) if (++count === LIMIT) break;
  }
}
