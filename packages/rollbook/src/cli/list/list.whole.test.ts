// Pages of sessions, over homes that real Codex wrote and over what may lie in one.

import {
  appendFileSync,
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { zstdCompressSync } from "node:zlib";
import { createPricing, PRICES, type Cost } from "rollbook-core/usage";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { SPECIMENS } from "../../../../../lab/specimen/session-files.ts";
import { openCatalogue, sessionFiles } from "../../home/index.ts";
import {
  listAll,
  projectOf,
  readCursor,
  turnPage,
  writeCursor,
  type Listed,
  type Page,
  type Row,
} from "../../listing/index.ts";
import { COMMANDS } from "../commands.ts";
import { parseCommandLine } from "../parse.ts";
import { readListOptions } from "./options.ts";
import { readSessions } from "./readers.tools.ts";
import { shortIds } from "./short.ts";
import { tableText } from "./text.ts";

const LIVE = join(SPECIMENS, "paginated/0.169.0/appserver_live/home");
const SHELL = join(SPECIMENS, "paginated/0.169.0/shell/home");
const NOW = Date.parse("2026-11-22T00:00:00Z");

let home = "";
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "rollbook-list-"));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

interface Turned extends Page {
  readonly all: readonly Listed[];
  /** Paths of the files that were read, in order. */
  readonly read: readonly string[];
  /** For `--cursor`. */
  readonly cursor: string | null;
}

async function list(directory: string, ...words: readonly string[]): Promise<Turned> {
  const request = parseCommandLine(["list", ...words], COMMANDS, []);
  if (request.kind !== "run") throw new Error("no command");
  const { question } = readListOptions(request.invocation, NOW);
  const library = openCatalogue([directory]);
  const all = listAll(library);
  const read: string[] = [];
  const page = await turnPage(all, question, async (sessions, take) => {
    const readings = sessions.map(({ thread, size }) => ({
      files: sessionFiles(library, thread.rollouts, false),
      size,
    }));
    await readSessions(
      readings,
      PRICES,
      (index, told) => {
        read.push(sessions[index]?.path ?? "");
        return take(index, told);
      },
      () => {},
    );
  });
  const cursor = page.next === null ? null : writeCursor(question.sort, page.next);
  return { ...page, all, read, cursor };
}

const pricing = createPricing(PRICES);
const costOf = ({ cells }: Row): Cost => pricing.cost(cells);
const ids = ({ rows }: Page): readonly (string | null)[] => rows.map(({ listed }) => listed.id);
const words = ({ rows }: Page): readonly (string | null)[] => rows.map(({ facets }) => facets.first_words);

async function only(directory: string, ...more: readonly string[]): Promise<Row> {
  const { rows } = await list(directory, ...more);
  const [row] = rows;
  if (rows.length !== 1 || row === undefined) throw new Error(`${rows.length} sessions, not one`);
  return row;
}

const DAY = "sessions/2026/11/21";
const idOf = (number: number): string => `01a1fd00-0000-7000-8000-${String(number).padStart(12, "0")}`;
const record = (time: string, type: string, payload: object): string =>
  `${JSON.stringify({ timestamp: time, type, payload })}\n`;
const header = (id: string, time: string, more: object = {}): string =>
  record(time, "session_meta", {
    id,
    timestamp: time,
    cwd: "/srv/work",
    originator: "me",
    cli_version: "0.147.0",
    ...more,
  });
const said = (time: string, message: string): string =>
  record(time, "event_msg", { type: "user_message", message, images: [] });

/** A session of a small size in the home, begun at that minute. */
function write(number: number, text?: string, name = `rollout-2026-11-21T07-00-00-${idOf(number)}.jsonl`): string {
  const minute = String(number % 60).padStart(2, "0");
  const time = `2026-11-21T0${Math.floor(number / 60)}:${minute}:00.000Z`;
  mkdirSync(join(home, DAY), { recursive: true });
  const path = join(home, DAY, name);
  writeFileSync(path, text ?? header(idOf(number), time) + said(time, `prompt ${number}`));
  return path;
}

describe("pages", () => {
  test("are newest first, and hold every session once", async () => {
    for (let number = 0; number < 25; number += 1) write(number);
    const seen: (string | null)[] = [];
    let cursor: string | null = null;
    let pages = 0;
    do {
      const page: Turned = await list(home, "--limit", "7", ...(cursor === null ? [] : ["--cursor", cursor]));
      expect(page.scanned).toBe(page.rows.length);
      seen.push(...words(page));
      cursor = page.cursor;
      pages += 1;
    } while (cursor !== null);
    expect(seen).toEqual(Array.from({ length: 25 }, (_, index) => `prompt ${24 - index}`));
    expect(pages).toBe(4);
  });

  test("stay where they are when sessions are added, archived and compressed", async () => {
    for (let number = 10; number < 20; number += 1) write(number);
    const first = await list(home, "--limit", "4");
    write(30);
    write(5);
    mkdirSync(join(home, "archived_sessions"));
    const last = first.rows.at(-1)?.listed.path ?? "";
    renameSync(last, join(home, "archived_sessions", basename(last)));
    const next = first.rows[0]?.listed.path ?? "";
    writeFileSync(`${next}.zst`, zstdCompressSync(readFileSync(next)));
    rmSync(next);
    const second = await list(home, "--cursor", first.cursor ?? "");
    expect(words(second)).toEqual([15, 14, 13, 12, 11, 10, 5].map((number) => `prompt ${number}`));
  });

  test("hold both of two homes that share a session", async () => {
    cpSync(SHELL, join(home, "a"), { recursive: true });
    cpSync(SHELL, join(home, "b"), { recursive: true });
    const first = await list(home, "--limit", "1");
    const second = await list(home, "--limit", "1", "--cursor", first.cursor ?? "");
    expect(ids(second)).toEqual(ids(first));
    expect(second.rows[0]?.listed.path).not.toBe(first.rows[0]?.listed.path);
    expect(second.cursor).toBeNull();
  });

  test("are sorted by the last change and by size", async () => {
    const [old, large] = [write(1), write(2), write(3)];
    for (const name of readdirSync(join(home, DAY))) utimesSync(join(home, DAY, name), 1000, 1000);
    utimesSync(old, 2000, 2000);
    appendFileSync(large, said("2026-11-21T09:00:00.000Z", "x".repeat(2000)));
    utimesSync(large, 500, 500);
    expect(words(await list(home, "--sort", "updated"))).toEqual(["prompt 1", "prompt 3", "prompt 2"]);
    expect(words(await list(home, "--sort", "size")).at(0)).toBe("prompt 2");
  });

  test("read the sessions they show, and no other", async () => {
    for (let number = 0; number < 9; number += 1) write(number);
    expect((await list(home, "--limit", "2")).read).toHaveLength(2);
    expect((await list(home, "--limit", "2", "--archived", "only")).read).toHaveLength(0);
    const { read, scanned, rows } = await list(home, "--limit", "2", "--model", "gpt");
    expect([read.length, scanned, rows.length]).toEqual([9, 9, 0]);
  });

  test("end at the cap, say so, and go on behind it", async () => {
    for (let number = 0; number < 9; number += 1) write(number);
    write(
      2,
      header(idOf(2), "2026-11-21T00:02:00.000Z") +
        record("2026-11-21T00:02:00.000Z", "turn_context", { model: "gpt-9" }),
    );
    const first = await list(home, "--model", "gpt-9", "--scan-cap", "5");
    expect([first.scanned, first.reachedCap, first.rows.length]).toEqual([5, true, 0]);
    const second = await list(home, "--model", "gpt-9", "--scan-cap", "5", "--cursor", first.cursor ?? "");
    expect([ids(second), second.reachedCap, second.cursor]).toEqual([[idOf(2)], false, null]);
  });

  test("of a cursor of another order, or of none, there are none", async () => {
    const cursor = writeCursor("size", { value: 1, id: "a", path: null });
    expect(readCursor(cursor, "size")).toEqual({ value: 1, id: "a", path: null });
    await expect(list(LIVE, "--cursor", cursor)).rejects.toThrow("--sort size");
    for (const bad of ["x", "W10", Buffer.from("[2]").toString("base64url")]) {
      await expect(list(LIVE, "--cursor", bad)).rejects.toThrow("is not one that rollbook list gave");
    }
  });
});

describe("filters", () => {
  const found = async (...asked: readonly string[]): Promise<number> =>
    (await list(LIVE, "--limit", "100", ...asked)).rows.length;

  test("by what the heads tell", async () => {
    expect(await found()).toBe(5);
    expect(await found("--archived", "only")).toBe(1);
    expect(await found("--archived", "without")).toBe(4);
    expect(await found("--source", "review")).toBe(1);
    expect(await found("--source", "interactive,review")).toBe(5);
    expect(await found("--source", "exec")).toBe(0);
    expect(await found("--branch", "main")).toBe(5);
    expect(await found("--provider", "mock", "--provider", "other")).toBe(5);
    expect(await found("--originator", "LAB")).toBe(5);
    expect([await found("--version", "0.169"), await found("--version", "0.16")]).toEqual([5, 0]);
    expect([await found("--repo", "lab/repo"), await found("--repo", "b/repo")]).toEqual([5, 0]);
    expect(await found("--repo", "git@example.invalid:lab/repo.git")).toBe(5);
    expect(await found("--project", "Repo")).toBe(5);
    expect([await found("--cwd", "/srv/lab/corpus"), await found("--cwd", "/srv/lab/corp")]).toEqual([5, 0]);
    expect(await found("--name", "live thread")).toBeGreaterThan(0);
  });

  test("by time, which is that of the order", async () => {
    expect(await found("--since", "1d")).toBe(5);
    expect(await found("--since", "2h")).toBe(0);
    expect(await found("--until", "2026-11-21T07:39:00Z")).toBe(1);
    expect(await found("--since", "2026-11-21T07:39:00Z", "--until", "2026-12-01")).toBe(4);
    expect(await found("--sort", "updated", "--until", "2020-01-01")).toBe(0);
    for (const bad of ["yesterday", "2026-02-30", "3 d"])
      await expect(found("--since", bad)).rejects.toThrow("knows no time");
  });

  test("by what only the whole file tells", async () => {
    const [errors, changed] = [await list(LIVE, "--errors"), await list(LIVE, "--path", "nothing.at.all")];
    expect(errors.rows.map(({ facets }) => facets.errors > 0)).toEqual([true]);
    expect([changed.rows.length, changed.scanned]).toEqual([0, 6]);
    const [file = ""] = errors.rows[0]?.facets.files_changed ?? [];
    for (const asked of [file, basename(file), `./${basename(file)}`, join(file, "..")]) {
      expect([asked, await found("--path", asked)]).toEqual([asked, 1]);
    }
    expect([await found("--model", "gpt-5"), await found("--model", "o3")]).toEqual([5, 0]);
  });

  test("find the directory of the oldest eras, whose headers tell none", async () => {
    const bare = join(SPECIMENS, "bare/0.28.0/shell/home");
    expect((await only(bare, "--cwd", "/srv/lab")).facets.cwd).toContain("/srv/lab");
    expect((await list(bare, "--cwd", "/elsewhere")).rows).toEqual([]);
  });
});

test("a tree shows what a session spawned under it, each session once", async () => {
  const { rows } = await list(LIVE, "--tree");
  expect(rows.map(({ depth }) => depth)).toEqual([0, 0, 1, 1, 1]);
  expect(new Set(rows.map(({ listed }) => listed.id)).size).toBe(5);
  const reviews = await list(LIVE, "--tree", "--source", "review");
  expect(reviews.rows.map(({ depth }) => depth)).toEqual([0]);
  const circle = (number: number, other: number): string =>
    header(idOf(number), "2026-11-21T00:00:00.000Z", { parent_thread_id: idOf(other) });
  write(1, circle(1, 2));
  write(2, circle(2, 1));
  write(3, circle(3, 1));
  write(4, circle(4, 4));
  expect((await list(home, "--tree")).rows.filter(({ depth }) => depth === 1).map(({ listed }) => listed.id)).toEqual([
    idOf(3),
  ]);
});

describe("each session comes once", () => {
  test("of several segments, with what happened in all", async () => {
    const { rows } = await list(join(SPECIMENS, "paginated/0.169.0/reverts/home"));
    expect(rows.reduce((sum, { listed }) => sum + listed.thread.rollouts.length, 0)).toBe(7);
    expect(rows).toHaveLength(2);
    expect(rows.reduce((sum, { facets }) => sum + facets.turns, 0)).toBe(10);
  });

  test("of copies live and archived, plain and compressed", async () => {
    cpSync(SHELL, home, { recursive: true });
    const { listed, facets } = await only(home);
    mkdirSync(join(home, "archived_sessions"));
    cpSync(listed.path, join(home, "archived_sessions", basename(listed.path)));
    writeFileSync(`${listed.path}.zst`, zstdCompressSync(readFileSync(listed.path)));
    const again = await only(home);
    expect([again.listed.path, again.listed.archived, again.facets]).toEqual([listed.path, false, facets]);
    rmSync(listed.path);
    const { path, size } = (await only(home)).listed;
    expect([path, size < listed.size]).toEqual([`${listed.path}.zst`, true]);
    expect((await only(home)).facets).toEqual(facets);
  });

  test.each([
    ["document/0.1.2504172351-ts/tui", null],
    ["bare/0.8.0/shell", null],
    ["damaged/24-bom", "bom"],
    ["damaged/09-nul-line", "nul"],
    ["damaged/08-torn-last-line", "torn"],
    ["damaged/26-blank-lines", null],
    ["damaged/26-crlf", null],
    ["damaged/21-first-prompt-far-in", null],
    ["paginated/0.169.0/shell", null],
    ["from-the-future/unknown-outer-type", null],
  ])("%s", async (directory, damage) => {
    const { rows } = await list(join(SPECIMENS, directory));
    expect(rows).toHaveLength(1);
    expect(rows.map(({ facets }) => facets.first_words)).toEqual(rows.map(() => expect.stringMatching(/^[^<#]/)));
    expect(rows.every(({ problems }) => problems.length === 0)).toBe(true);
    expect(rows.map(({ facets }) => Object.keys(facets.damage))).toEqual([damage === null ? [] : [damage]]);
  });

  test("of headers with space in their JSON, and a first line that is blank", async () => {
    const spaced = header(idOf(1), "2026-11-21T00:00:00.000Z").replaceAll(/([,:])"/g, '$1 "');
    write(1, `\n${spaced}${said("2026-11-21T00:00:00.000Z", "hello")}`);
    expect((await only(home)).facets.first_words).toBe("hello");
    expect((await only(home)).listed.id).toBe(idOf(1));
  });

  test("of clocks that are set back", async () => {
    const text = [
      header(idOf(1), "2026-11-21T08:00:00.000Z"),
      said("2026-11-21T08:10:00.000Z", "one"),
      said("2026-11-21T07:00:00.000Z", "two"),
    ];
    write(1, text.join(""));
    const { facets } = await only(home);
    expect([facets.last_timestamp, facets.duration_ms]).toEqual(["2026-11-21T07:00:00.000Z", 70 * 60_000]);
    expect([facets.first_words, facets.last_prompt, facets.turns]).toEqual(["one", "two", 2]);
  });

  test("of nothing, of junk, and of what cannot be read", async () => {
    write(1, "");
    write(2, "not json at all\n");
    write(3, "\0\u0001\u0002\0PK");
    write(4, "hello", "rollout-of-nobody.jsonl");
    write(5, "x", "notes.txt");
    write(6);
    const { rows } = await list(home);
    const by = new Map(rows.map((row) => [row.listed.id, row]));
    expect(new Set(by.keys())).toEqual(new Set([idOf(1), idOf(2), idOf(3), idOf(6), null]));
    expect(rows).toHaveLength(5);
    expect(by.get(idOf(1))?.problems).toEqual([]);
    expect(by.get(idOf(2))?.facets.complete).toBe(false);
    expect(by.get(idOf(3))?.problems).toEqual([expect.stringContaining("it is a binary file")]);
    expect(by.get(idOf(6))?.facets.first_words).toBe("prompt 6");
  });

  test("of what grows while it is read: what was there when it was opened", async () => {
    const path = write(1);
    const library = openCatalogue([home]);
    const [thread] = library.catalogue.threads;
    appendFileSync(path, said("2026-11-21T09:00:00.000Z", "later"));
    let told: unknown = null;
    await readSessions(
      [{ files: sessionFiles(library, thread?.rollouts ?? [], false), size: 0 }],
      PRICES,
      (_, { facets }) => {
        told = facets.last_prompt;
        return true;
      },
      () => appendFileSync(path, '{"timestamp":"2026-11-21T09:00:01.000Z","type":"event_msg","pay'),
    );
    expect(told).toBe("later");
  });
});

describe("the table", () => {
  test("fits the terminal, and names sessions by ids that no other begins with", async () => {
    const { rows, all } = await list(LIVE);
    const ids = all.map(({ id }) => id);
    const shortId = shortIds(ids, ids);
    for (const columns of [60, 80, 100, 140]) {
      const text = tableText(rows, {
        columns,
        colour: false,
        sort: "created",
        cost: costOf,
        project: ({ listed }) => projectOf(listed.header, null),
        shortId: ({ listed }) => shortId(listed),
      });
      expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(columns);
    }
    const short = all.map(shortId);
    expect(short.map((begin) => all.filter(({ id }) => id?.startsWith(begin)).length)).toEqual(all.map(() => 1));
  });

  test("says what is archived, a fork, a review, damaged or empty", async () => {
    write(1, "");
    const empty = await list(home);
    const texts = [await list(LIVE), await list(join(SPECIMENS, "damaged/24-bom")), empty].map(({ rows }) =>
      tableText(rows, {
        columns: Number.POSITIVE_INFINITY,
        colour: false,
        sort: "created",
        cost: costOf,
        project: ({ listed }) => projectOf(listed.header, null),
        shortId: () => "",
      }),
    );
    expect(texts[0]).toMatch(/\[archived\] archive me/);
    expect(texts[0]).toMatch(/\[fork\] .*\n/);
    expect(texts[0]).toMatch(/\[review\] Review the current/);
    expect(texts[1]).toMatch(/\[1 damaged\] run commands/);
    expect(texts[2]).toMatch(/\(empty file\)/);
  });
});

test("several workers tell the same as one, in the same order, and stop when they are told", async () => {
  const library = openCatalogue([join(SPECIMENS, "paginated/0.169.0")]);
  const files = library.catalogue.threads.map((thread) => sessionFiles(library, thread.rollouts, false));
  const readAll = async (size: number, most: number): Promise<unknown[]> => {
    const seen: unknown[] = [];
    const sessions = files.map((each) => ({ files: each, size }));
    await readSessions(
      sessions,
      PRICES,
      (index, told) => seen.push([index, told]) < most,
      () => {},
    );
    return seen;
  };
  const alone = await readAll(0, files.length);
  expect(alone).toHaveLength(files.length);
  expect(await readAll(1 << 30, files.length)).toEqual(alone);
  expect(await readAll(1 << 30, 5)).toEqual(alone.slice(0, 5));
});

test("nothing in a home is touched", async () => {
  cpSync(LIVE, home, { recursive: true });
  write(1, "");
  const state = (): unknown =>
    readdirSync(home, { recursive: true, encoding: "utf8" }).map((name) => {
      const { mtimeMs, ctimeMs, ino, size, mode } = lstatSync(join(home, name));
      const bytes = lstatSync(join(home, name)).isFile() ? readFileSync(join(home, name)).toString("base64") : "";
      return [name, mtimeMs, ctimeMs, ino, size, mode, bytes];
    });
  const before = state();
  await list(home, "--errors", "--tree");
  await list(home, "--sort", "updated");
  expect(state()).toEqual(before);
});
