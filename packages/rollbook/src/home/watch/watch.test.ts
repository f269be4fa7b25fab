// What happens to session files is told: by the system's word and by looking alone.

import { randomUUID } from "node:crypto";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { zstdCompressSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createRound } from "./round.ts";
import type { FileEvent } from "./shelf.ts";
import { openWatch, type Watch, type WatchOptions } from "./watch.ts";

let home = "";
let stop = new AbortController();
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "rollbook-watch-"));
  stop = new AbortController();
});
afterEach(() => {
  stop.abort();
  rmSync(home, { recursive: true, force: true });
});

class Listener {
  readonly #events: AsyncGenerator<readonly FileEvent[]>;
  readonly watch: Watch;
  constructor(paths: readonly string[], options: Partial<WatchOptions>) {
    this.watch = openWatch(paths, { signal: stop.signal, ...options });
    this.#events = this.watch.events();
  }
  /** What has happened, in words, by the time that so many different things have; they may come in several portions. */
  async hear(most = 1): Promise<readonly string[]> {
    const heard = new Set<string>();
    while (heard.size < most) {
      const step = await this.#events.next();
      if (step.done === true) break;
      for (const event of step.value) heard.add(inWords(event));
    }
    return [...heard].toSorted((a, b) => (a < b ? -1 : 1));
  }
}

function inWords(event: FileEvent): string {
  const short = (path: string): string => path.slice(home.length + 1).replaceAll(/rollout-.{19}-[\da-f-]{36}/g, "R");
  return `${event.kind} ${event.kind === "moved" ? `${short(event.from)} → ` : ""}${short(event.path)}`;
}

function place(room = "sessions/2026/11/21", time = "2026-11-21T07-20-17"): string {
  mkdirSync(join(home, room), { recursive: true });
  return join(home, room, `rollout-${time}-${randomUUID()}.jsonl`);
}

const WAYS = [
  // So long a pause that only the system's word can be heard.
  { way: "when the system tells of it", options: { pause: 100_000 } },
  { way: "when somebody looks", options: { told: false, pause: 20 } },
];

describe.each(WAYS)("what happens to a file is told $way", ({ options }) => {
  test("appearing, growing, being cut, written over and deleted", async () => {
    const first = place();
    writeFileSync(first, "{}\n");
    const listener = new Listener([home], options);
    expect(await listener.hear()).toEqual(["appeared sessions/2026/11/21/R.jsonl"]);
    appendFileSync(first, "{}\n");
    expect(await listener.hear()).toEqual(["grew sessions/2026/11/21/R.jsonl"]);
    truncateSync(first, 2);
    expect(await listener.hear()).toEqual(["replaced sessions/2026/11/21/R.jsonl"]);
    writeFileSync(`${first}.new`, "{}\n{}\n{}\n");
    renameSync(`${first}.new`, first);
    expect(await listener.hear()).toEqual(["replaced sessions/2026/11/21/R.jsonl"]);
    rmSync(first);
    expect(await listener.hear()).toEqual(["gone sessions/2026/11/21/R.jsonl"]);
    writeFileSync(first, "{}\n");
    expect(await listener.hear()).toEqual(["appeared sessions/2026/11/21/R.jsonl"]);
  });

  test("being archived, packed with both forms there for a while, and unpacked", async () => {
    const first = place();
    writeFileSync(first, "{}\n");
    const listener = new Listener([home], options);
    expect(await listener.hear()).toEqual(["appeared sessions/2026/11/21/R.jsonl"]);
    writeFileSync(`${first}.zst`, zstdCompressSync("{}\n"));
    const witness = place();
    writeFileSync(witness, "");
    expect(await listener.hear()).toEqual(["appeared sessions/2026/11/21/R.jsonl"]);
    rmSync(first);
    expect(await listener.hear()).toEqual(["moved sessions/2026/11/21/R.jsonl → sessions/2026/11/21/R.jsonl.zst"]);
    const archived = first.replace("sessions/2026/11/21", "archived_sessions");
    mkdirSync(dirname(archived));
    renameSync(`${first}.zst`, `${archived}.zst`);
    expect(await listener.hear()).toEqual(["moved sessions/2026/11/21/R.jsonl.zst → archived_sessions/R.jsonl.zst"]);
    writeFileSync(archived, "{}\n");
    expect(await listener.hear()).toEqual(["moved archived_sessions/R.jsonl.zst → archived_sessions/R.jsonl"]);
    rmSync(`${archived}.zst`);
    appendFileSync(archived, "{}\n");
    expect(await listener.hear()).toEqual(["grew archived_sessions/R.jsonl"]);
  });

  test("directories that come, move and go", async () => {
    const listener = new Listener([home], { ...options, pause: 20 });
    const witness = place("sessions");
    writeFileSync(witness, "");
    expect(await listener.hear()).toEqual(["appeared sessions/R.jsonl"]);
    const first = place("sessions/2027/01/01");
    writeFileSync(first, "");
    expect(await listener.hear()).toEqual(["appeared sessions/2027/01/01/R.jsonl"]);
    symlinkSync(home, join(home, "sessions/circle"));
    renameSync(join(home, "sessions/2027/01"), join(home, "sessions/2027/02"));
    expect(await listener.hear()).toEqual(["moved sessions/2027/01/01/R.jsonl → sessions/2027/02/01/R.jsonl"]);
    appendFileSync(first.replace("/01/01/", "/02/01/"), "{}\n");
    expect(await listener.hear()).toEqual(["grew sessions/2027/02/01/R.jsonl"]);
    rmSync(join(home, "sessions"), { recursive: true });
    expect(await listener.hear(2)).toEqual(["gone sessions/2027/02/01/R.jsonl", "gone sessions/R.jsonl"]);
  });
});

test("what is named need not be there yet: a home, a file, the packed form of one", async () => {
  const file = join(home, "elsewhere", "session.jsonl");
  const listener = new Listener([join(home, "codex"), file], { pause: 20 });
  const first = place("codex/sessions/2026/11/21");
  writeFileSync(first, "");
  expect(await listener.hear()).toEqual(["appeared codex/sessions/2026/11/21/R.jsonl"]);
  mkdirSync(dirname(file));
  writeFileSync(file, "{}\n");
  expect(await listener.hear()).toEqual(["appeared elsewhere/session.jsonl"]);
  appendFileSync(file, "{}\n");
  expect(await listener.hear()).toEqual(["grew elsewhere/session.jsonl"]);
  renameSync(file, `${file}.zst`);
  expect(await listener.hear()).toEqual(["moved elsewhere/session.jsonl → elsewhere/session.jsonl.zst"]);
});

test("an old file among very many is found to have grown though no word of it came, and at once when attended to", async () => {
  const paths = Array.from({ length: 400 }, () => place());
  for (const path of paths) writeFileSync(path, "");
  const listener = new Listener([home], { told: false, pause: 5 });
  expect(await listener.hear()).toEqual(["appeared sessions/2026/11/21/R.jsonl"]);
  listener.watch.attend(new Set([paths[7] ?? ""]));
  appendFileSync(paths[399] ?? "", "{}\n");
  expect(await listener.hear()).toEqual(["grew sessions/2026/11/21/R.jsonl"]);
  appendFileSync(paths[7] ?? "", "{}\n");
  expect(await listener.hear()).toEqual(["grew sessions/2026/11/21/R.jsonl"]);
});

test("files are told of the oldest first, a plain file in place of its packed form, others not at all", async () => {
  const times = ["2026-11-21T07-20-17", "2026-11-20T07-20-17", "2026-11-22T07-20-17"];
  const paths = times.map((time) => place("sessions", time));
  for (const path of paths) writeFileSync(path, "");
  writeFileSync(`${paths[0]}.zst`, "");
  writeFileSync(join(home, "sessions/notes.jsonl"), "");
  const first = await openWatch([home], { signal: stop.signal }).events().next();
  expect(first.value?.map(({ path }) => path)).toEqual([paths[1], paths[0], paths[2]]);
});

test("a watch ends with its signal, also while it waits, and writes nothing", async () => {
  const events = openWatch([home], { signal: stop.signal, pause: 100_000 }).events();
  expect(await events.next()).toEqual({ done: false, value: [] });
  const waiting = events.next();
  stop.abort();
  expect(await waiting).toEqual({ done: true, value: undefined });
  expect(existsSync(join(home, "sessions"))).toBe(false);
});

test("a round comes to each of a collection that changes", () => {
  const all = new Map([1, 2, 3, 4, 5].map((key) => [key, null]));
  const next = createRound(all);
  expect([...next(3)]).toEqual([1, 2, 3]);
  all.delete(4);
  all.set(6, null);
  expect([...next(3)]).toEqual([5, 6, 1]);
  expect(new Set(next(9))).toEqual(new Set([1, 2, 3, 5, 6]));
  expect([...createRound(new Map())(4)]).toEqual([]);
});
