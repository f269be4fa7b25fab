// Sessions that are followed while they are written: what was told is what the whole files hold, each thing once.

import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { zstdCompressSync } from "node:zlib";
import type { ActionStreamRecord } from "rollbook-core";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { listScenarios, type Scenario, SPECIMENS } from "../../../../../lab/specimen/session-files.ts";
import { exportSession } from "../actions/session.ts";
import { findSessions } from "../actions/sessions.ts";
import { COMMANDS, GLOBAL_OPTIONS } from "../commands.ts";
import type { Console } from "../console.ts";
import { parseCommandLine } from "../parse.ts";
import { follow } from "./follow.ts";
import { readFollowOptions } from "./options.ts";

let home = "";
let open: Listener[] = [];
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "rollbook-follow-"));
});
afterEach(async () => {
  for (const listener of open) await listener.stop();
  open = [];
  rmSync(home, { recursive: true, force: true });
});

/** Follows in this process, and hears what is told. */
class Listener {
  text = "";
  notes: readonly string[] = [];
  readonly #stop = new AbortController();
  readonly #ended: Promise<number>;
  #wake = (): void => {};

  constructor(args: readonly string[]) {
    const note = (line: string): void => {
      this.notes = [...this.notes, line];
      this.#wake();
    };
    const console: Console = {
      note,
      noticesSeen: false,
      outputSeen: false,
      columns: 80,
      rows: 24,
      colour: false,
      env: { CODEX_HOME: home },
    };
    const request = parseCommandLine(["follow", ...args], COMMANDS, GLOBAL_OPTIONS);
    if (request.kind !== "run") throw new Error("the command line runs nothing");
    const output = {
      write: (text: string | Uint8Array): void => {
        this.text += String(text);
        this.#wake();
      },
      settle: async (): Promise<void> => {},
      finish: async (): Promise<void> => {},
      discard: (): void => {},
      isClosed: (): boolean => false,
    };
    this.#ended = follow(readFollowOptions(request.invocation, console), { output, note, signal: this.#stop.signal });
    this.#ended.then(
      () => this.#wake(),
      () => this.#wake(),
    );
    open.push(this);
  }

  /** Waits for a condition; what never comes ends with the test. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((resolve) => (this.#wake = resolve));
  }

  async hear(...words: readonly string[]): Promise<void> {
    await this.until(() => words.every((word) => this.text.includes(word)));
  }

  async stop(): Promise<number> {
    this.#stop.abort();
    return this.#ended;
  }

  async ended(): Promise<number> {
    return this.#ended;
  }

  /** Its records by session. */
  records(): ReadonlyMap<string | null, readonly ActionStreamRecord[]> {
    const lines = this.text.split("\n").filter((line) => line !== "");
    return Map.groupBy(
      lines.map((line) => JSON.parse(line) as ActionStreamRecord),
      ({ session_id }) => session_id,
    );
  }
}

/** What `rollbook actions` says of them. */
async function exported(
  operands: readonly string[],
): Promise<ReadonlyMap<string | null, readonly ActionStreamRecord[]>> {
  const { sources } = findSessions({ operands, homes: [home], withCopied: false, note: () => {} });
  const job = { format: "jsonl", include: [], withCopied: false, redact: true, columns: 80, colour: false } as const;
  const records: ActionStreamRecord[] = [];
  const text = { record: (record: ActionStreamRecord): string => (records.push(record), ""), end: (): string => "" };
  for (const source of sources) await exportSession(source, job, text, { put: () => {}, pause: async () => true });
  return Map.groupBy(records, ({ session_id }) => session_id);
}

/** The names of all actions, as they stand in records. */
function idsOf(all: ReadonlyMap<string | null, readonly ActionStreamRecord[]>): string[] {
  return [...all.values()].flat().flatMap((each) => (each.record === "action" ? [JSON.stringify(each.action_id)] : []));
}

/** Records whatever their order and numbers, and whichever turns were known when a revert was told. */
function asSets(all: ReadonlyMap<string | null, readonly ActionStreamRecord[]>): unknown {
  return [...all].map(([id, records]) => [
    id,
    new Set(records.map((record) => JSON.stringify({ ...record, seq: 0, turns: null }))),
  ]);
}

function scenario(directory: string): Scenario {
  const found = listScenarios().find((each) => each.directory === join(SPECIMENS, directory));
  if (found === undefined) throw new Error(`there is no specimen ${directory}`);
  return found;
}

/** Where a file of a specimen goes in the home. */
function placeOf(file: string): string {
  const path = join(home, file.slice(file.search(/(?:archived_)?sessions\//)));
  mkdirSync(dirname(path), { recursive: true });
  return path;
}

describe("the records of what was followed are those of the export afterwards", () => {
  test.each([
    "bare/0.20.0/shell",
    "envelope/0.58.0/shell",
    "envelope/0.118.0/subagents",
    "legacy/0.147.0/review",
    "paginated/0.169.0/mcp",
    "paginated/0.169.0/kill_torture",
    "paginated/0.169.0/subagents",
    "paginated/0.169.0/reverts",
  ])("%s, written in pieces, all its files at the same time", async (directory) => {
    const { files } = scenario(directory);
    const listener = new Listener(["--all", "--from-start", "--json"]);
    await listener.until(() => listener.notes.length > 0);
    for (const part of [0, 1, 2]) {
      for (const file of files) {
        const bytes = readFileSync(file);
        const at = (share: number): number => Math.floor((bytes.length * share) / 3);
        appendFileSync(placeOf(file), bytes.subarray(at(part), at(part + 1)));
      }
      await listener.hear(...idsOf(await exported([home])));
    }
    const expected = await exported([home]);
    expect(idsOf(expected).length).toBeGreaterThan(1);
    expect(await listener.stop()).toBe(0);
    if (files.length === expected.size) expect(listener.records()).toEqual(expected);
    // What came late to a file behind which another had begun is told when it comes, and numbered so.
    else expect(asSets(listener.records())).toEqual(asSets(expected));
  });

  test("a thread of several files, one after the other", async () => {
    const { files } = scenario("paginated/0.169.0/reverts");
    const listener = new Listener(["--all", "--from-start", "--json"]);
    await listener.until(() => listener.notes.length > 0);
    for (const file of files.toSorted((a, b) => (basename(a) < basename(b) ? -1 : 1))) {
      const bytes = readFileSync(file);
      const path = placeOf(file);
      appendFileSync(path, bytes.subarray(0, bytes.length / 2));
      await listener.hear(...idsOf(await exported([home])));
      appendFileSync(path, bytes.subarray(bytes.length / 2));
      await listener.hear(...idsOf(await exported([home])));
    }
    await listener.stop();
    expect(listener.records()).toEqual(await exported([home]));
  });

  test("a session that is archived and packed, and goes on, each thing once", async () => {
    const [file = ""] = scenario("paginated/0.169.0/mcp").files;
    const bytes = readFileSync(file);
    const cuts = [0.2, 0.4, 0.6, 0.8, 1].map((share) => Math.floor(bytes.length * share));
    const plain = placeOf(file);
    const archived = join(home, "archived_sessions", basename(file));
    mkdirSync(dirname(archived));
    writeFileSync(plain, bytes.subarray(0, cuts[0]));
    const listener = new Listener(["--from-start", "--json"]);
    const heard = async (): Promise<void> => listener.hear(...idsOf(await exported([home])));
    await heard();
    renameSync(plain, archived);
    appendFileSync(archived, bytes.subarray(cuts[0], cuts[1]));
    await heard();
    writeFileSync(`${archived}.zst`, zstdCompressSync(bytes.subarray(0, cuts[2])));
    rmSync(archived);
    await heard();
    writeFileSync(archived, bytes.subarray(0, cuts[3]));
    rmSync(`${archived}.zst`);
    await heard();
    renameSync(archived, plain);
    appendFileSync(plain, bytes.subarray(cuts[3], cuts[4]));
    await heard();
    await listener.stop();
    expect(listener.records()).toEqual(await exported([home]));
    expect(listener.notes).toEqual([]);
  });

  test("a session that is not there yet, by its path, in no home, torn in the middle of a line", async () => {
    const [file = ""] = scenario("envelope/0.58.0/shell").files;
    const bytes = readFileSync(file);
    const path = join(home, "elsewhere.jsonl");
    const listener = new Listener([path, "--json"]);
    await listener.until(() => listener.notes.length > 0);
    expect(listener.notes).toEqual([`rollbook: waiting for ${path}`]);
    writeFileSync(path, "");
    await sleep(1);
    appendFileSync(path, bytes.subarray(0, 30));
    await sleep(1);
    appendFileSync(path, bytes.subarray(30, bytes.indexOf(10) + 20));
    await listener.hear('"session"');
    appendFileSync(path, bytes.subarray(bytes.indexOf(10) + 20));
    await listener.hear(...idsOf(await exported([path])));
    await listener.stop();
    expect(listener.records()).toEqual(await exported([path]));
  });

  test("a document, which is written anew with each of its items", async () => {
    const { files } = scenario("document/0.1.2504172351-ts/tui");
    const file = files.toSorted((a, b) => readFileSync(b).length - readFileSync(a).length)[0] ?? "";
    const { session, items } = JSON.parse(readFileSync(file, "utf8")) as { session: unknown; items: unknown[] };
    const path = placeOf(file);
    const listener = new Listener(["--from-start", "--json"]);
    for (let count = 1; count <= items.length; count++) {
      writeFileSync(path, JSON.stringify({ session, items: items.slice(0, count) }, null, 2));
      await listener.hear(...idsOf(await exported([home])));
    }
    await listener.stop();
    expect(idsOf(listener.records())).toEqual(idsOf(await exported([home])));
    expect(listener.notes.filter((line) => !line.includes("waiting"))).toEqual([]);
  });

  test("a file that is cut and written anew: it is said, and what is new is told, nothing twice", async () => {
    const [file = ""] = scenario("paginated/0.169.0/mcp").files;
    const lines = readFileSync(file, "utf8").trimEnd().split("\n");
    const path = placeOf(file);
    const write = (to: number): void => writeFileSync(path, `${lines.slice(0, to).join("\n")}\n`);
    write(lines.length - 8);
    const listener = new Listener(["--from-start", "--json"]);
    await listener.hear(...idsOf(await exported([home])));
    truncateSync(path, 3000);
    await listener.until(() => listener.notes.length === 1);
    expect(listener.notes[0]).toBe(
      `rollbook: ${path} is shorter than it was: it is read from its start, and what is new in it is told`,
    );
    write(lines.length);
    await listener.hear(...idsOf(await exported([home])));
    await listener.stop();
    const told = [...listener.records().values()].flat();
    expect(idsOf(listener.records()).toSorted()).toEqual(idsOf(await exported([home])).toSorted());
    expect(told.filter(({ record }) => record !== "action")).toEqual(
      [...(await exported([home])).values()].flat().filter(({ record }) => record !== "action"),
    );
  });
});

describe("what is told first", () => {
  const [file = ""] = scenario("paginated/0.169.0/resume").files;
  const markers = (listener: Listener): unknown[] =>
    [...listener.records().values()]
      .flat()
      .flatMap((each) => (each.record === "action" && each.action_type === "turn_marker" ? [each.marker] : []));

  test.each([
    [["--turns", "0"], []],
    [[], ["started", "completed"]],
    [
      ["--turns", "2"],
      ["started", "completed", "started", "completed"],
    ],
  ])("the last turns, as many as are wanted: %s", async (args, expected) => {
    const path = placeOf(file);
    cpSync(file, path);
    const all = [...(await exported([home])).values()].flat().filter(isMarker);
    expect(all.length).toBeGreaterThan(4);
    const listener = new Listener([...args, "--json"]);
    await listener.hear('"session"');
    appendFileSync(
      path,
      `${JSON.stringify({ timestamp: "2026-11-21T07:21:00.000Z", ordinal: 999, type: "event_msg", payload: { type: "task_started", turn_id: "x" } })}\n`,
    );
    await listener.hear('"x"');
    await listener.stop();
    expect(markers(listener)).toEqual([...expected, "started"]);
  });

  test("of many sessions the one written to last, others when they go on, and new ones", async () => {
    const [first = ""] = scenario("paginated/0.169.0/mcp").files;
    const [second = ""] = scenario("envelope/0.58.0/shell").files;
    const [third = ""] = scenario("bare/0.20.0/shell").files;
    const [idle = ""] = scenario("legacy/0.147.0/review").files;
    for (const path of [first, second, idle]) cpSync(path, placeOf(path));
    for (const path of [first, idle]) utimesSync(placeOf(path), 1e9, 1e9);
    const listener = new Listener(["--all", "--json"]);
    const sessions = (): number => listener.text.split('"record":"session"').length - 1;
    await listener.hear("0.58.0");
    expect(sessions()).toBe(1);
    appendFileSync(placeOf(first), "{}\n");
    await listener.until(() => sessions() === 2);
    cpSync(third, placeOf(third));
    await listener.until(() => sessions() === 3);
    rmSync(placeOf(third));
    await listener.until(() => listener.notes.length === 1);
    expect(listener.notes).toEqual([`rollbook: ${placeOf(third)} is gone; it is waited for`]);
    await listener.stop();
    expect([...listener.records().values()].map((records) => records.at(-1)?.record)).toEqual(["end", "end", "end"]);
  });

  test("only sessions of a project, once their headers tell; a word that means none is refused", async () => {
    const [mine = ""] = scenario("paginated/0.169.0/mcp").files;
    const [other = ""] = scenario("paginated/0.169.0/plain").files;
    const cwd = /"cwd":"([^"]+)"/.exec(readFileSync(mine, "utf8"))?.[1] ?? "";
    const listener = new Listener(["--cwd", cwd, "--json"]);
    await listener.until(() => listener.notes.length > 0);
    cpSync(other, placeOf(other));
    appendFileSync(placeOf(mine), readFileSync(mine).subarray(0, 20));
    appendFileSync(placeOf(mine), readFileSync(mine).subarray(20));
    await listener.hear(...idsOf(await exported([placeOf(mine)])));
    await listener.stop();
    expect(listener.records().size).toBe(1);
    await expect(new Listener(["nobody"]).ended()).rejects.toThrow('there is no "nobody"');
    open = [];
  });
});

describe("as text", () => {
  const [file = ""] = scenario("paginated/0.169.0/patch").files;
  const lines = readFileSync(file, "utf8").trimEnd().split("\n");

  test("item by item as each is over, under the session and its turn, and the same as when it is told at once", async () => {
    const path = placeOf(file);
    const listener = new Listener([]);
    const half = lines.findIndex((line) => line.includes("apply_patch"));
    appendFileSync(path, `${lines.slice(0, half).join("\n")}\n`);
    await listener.hear("›");
    appendFileSync(path, `${lines.slice(half).join("\n")}\n`);
    await listener.hear("· completed");
    const told = listener.text;
    await listener.stop();
    const [title = "", ...rest] = told.split("\n");
    expect(title).toMatch(/^══ [0-9a-f-]{36} · repo on main · Codex 0\.169\.0 ═*$/);
    expect(rest.filter((line) => /^[›•$±AMDR!] /.test(line)).length).toBeGreaterThan(4);
    expect(told.match(/── Turn /g)).toHaveLength(1);
    expect(listener.text).toBe(told);
  });

  test("a turn that was reverted is said to be, and none is told again", async () => {
    const { files } = scenario("paginated/0.169.0/reverts");
    const listener = new Listener(["--all", "--from-start"]);
    for (const each of files.toSorted((a, b) => (basename(a) < basename(b) ? -1 : 1))) {
      cpSync(each, placeOf(each));
      const last = /echo [a-j](?![^]*echo [a-j])/.exec(readFileSync(each, "utf8"))?.[0];
      await listener.hear(`$ ${last}`);
    }
    await listener.stop();
    for (const letter of "abcdefghij") expect(listener.text.split(`$ echo ${letter} `)).toHaveLength(2);
    // As many as the reverts have withdrawn: c, d, b and e of the one; h, g and i of the other.
    expect(listener.text.match(/continued · reverted/g)).toHaveLength(7);
  });

  test("two sessions at the same time: each stretch under a line that says whose it is", async () => {
    const [other = ""] = scenario("paginated/0.169.0/plain").files;
    const listener = new Listener(["--all"]);
    const half = lines.findIndex((line) => line.includes('"item_completed"') && line.includes("UserMessage")) + 1;
    appendFileSync(placeOf(file), `${lines.slice(0, half).join("\n")}\n`);
    await listener.hear("›");
    cpSync(other, placeOf(other));
    await listener.hear("Hello from the mock.");
    appendFileSync(placeOf(file), `${lines.slice(half).join("\n")}\n`);
    await listener.until(() => listener.text.split("══ ").length === 4);
    await listener.stop();
    const ids = [...listener.text.matchAll(/══ ([0-9a-f-]{36})/g)].map(([, id]) => id);
    expect([ids[0] === ids[2], ids[0] === ids[1]]).toEqual([true, false]);
  });
});

describe("--exit-on complete", () => {
  test.each([
    ["paginated/0.169.0/plain", 0],
    ["paginated/0.169.0/sigint", 1],
  ])("%s ends with its turn, and with %i", async (directory, code) => {
    for (const form of [[], ["--json"]]) {
      const [file = ""] = scenario(directory).files;
      const lines = readFileSync(file, "utf8").trimEnd().split("\n");
      const end = lines.findIndex((line) => /"task_complete"|"turn_aborted"/.test(line));
      const [last = ""] = lines.slice(end);
      rmSync(placeOf(file), { force: true });
      const listener = new Listener(["--exit-on", "complete", ...form]);
      appendFileSync(placeOf(file), `${lines.slice(0, end).join("\n")}\n`);
      await listener.until(() => listener.text.length > 0);
      appendFileSync(placeOf(file), `${last}\n`);
      expect(await listener.ended()).toBe(code);
    }
  });
});

test("secrets are hidden, and how many is said", async () => {
  const [file = ""] = scenario("paginated/0.169.0/plain").files;
  const secret = `sk-proj-${"aB3dE5fG7h".repeat(5)}`;
  writeFileSync(placeOf(file), readFileSync(file, "utf8").replaceAll("Hello from the mock.", secret));
  const [thread_id = ""] = /[0-9a-f-]{36}(?=\.jsonl)/.exec(file) ?? [];
  writeFileSync(
    join(home, "session_index.jsonl"),
    `${JSON.stringify({ id: thread_id, thread_name: `about ${secret}` })}\n`,
  );
  const listener = new Listener([]);
  await listener.hear("•");
  await listener.stop();
  expect(listener.text).toContain("about ");
  expect(listener.text).not.toContain(secret);
  expect(listener.notes.at(-1)).toMatch(/secrets? (?:was|were) hidden/);
});

function isMarker(each: ActionStreamRecord): boolean {
  return each.record === "action" && each.action_type === "turn_marker";
}
