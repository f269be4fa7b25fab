// A page that names and an index tell is the page of all sessions read, whatever happens to the home in between.

import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative } from "node:path";
import { zstdCompressSync } from "node:zlib";
import { createPricing, PRICES } from "rollbook-core/usage";
import { afterAll, afterEach, beforeEach, expect, test, vi } from "vitest";
import { listScenarios } from "../../../../../lab/specimen/session-files.ts";
import { openCatalogue, sessionFiles, type Library } from "../../home/index.ts";
import { listAll, turnPage, type Cursor, type Listed, type Page, type Question } from "../../listing/index.ts";
import { createIndex, knownFacets, knownNames, refresh, type KnownFacets } from "../../refresh/index.ts";
import { sessionObject } from "./json.ts";
import { lookOver } from "./look.ts";
import { shortIds } from "./short.ts";
import { openReaders } from "./readers.ts";
import { tellSessions } from "./tell.ts";

const readers = openReaders(PRICES);
afterAll(readers.end);

let root = "";
let home = "";
let env = {};
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "rollbook-look-"));
  home = join(root, "home");
  env = { XDG_CACHE_HOME: join(root, "cache") };
  mkdirSync(home);
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(root, { recursive: true, force: true });
});

const MODERN = /^0\.(?:1\d\d|[5-9]\d)\./;
const pricing = createPricing(PRICES);

/** Sessions of these versions, at most so many of each, and their files. */
function fillHome(wanted: RegExp, most: number): readonly string[] {
  for (const { label, directory } of listScenarios().filter(({ name }, index) => name !== "" && index % 3 === 0)) {
    if (!wanted.test(label)) continue;
    for (const tree of ["sessions", "archived_sessions"]) {
      if (!readdirSync(directory).includes("home") || !readdirSync(join(directory, "home")).includes(tree)) continue;
      cpSync(join(directory, "home", tree), join(home, tree), { recursive: true });
    }
    if (filesIn(home).length >= most) break;
  }
  return filesIn(home);
}

function filesIn(directory: string): readonly string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.startsWith("rollout-"))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}

function halves(paths: readonly string[], isFirst: (path: string) => boolean): readonly [string[], string[]] {
  return [paths.filter(isFirst), paths.filter((path) => !isFirst(path))];
}

/** As it would be some seconds later: of a directory that has just been changed nothing is concluded. */
async function index(): Promise<void> {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 10_000 });
  expect((await refresh(createIndex(home, env, "column"))).state).toBe("current");
  vi.useRealTimers();
}

interface Looked {
  readonly library: Library;
  readonly all: readonly Listed[];
  readonly total: number;
  readonly ids: Iterable<string | null>;
}

function lookAtAll(named: string): Looked {
  const library = openCatalogue([named]);
  const all = listAll(library);
  return { library, all, total: all.length, ids: all.map(({ id }) => id) };
}

/** What is printed of a page, and its end. */
async function pageOf(
  { library, all, total, ids }: Looked,
  question: Question,
  known: KnownFacets | null,
): Promise<{ readonly printed: object; readonly next: Page["next"] }> {
  const askFor = ({ thread, id, path, size }: Listed) => {
    return { files: sessionFiles(library, thread.rollouts, false), key: id ?? path, size };
  };
  const page = await turnPage(all, question, (sessions, take) =>
    tellSessions(sessions.map(askFor), known, readers, take, () => {}),
  );
  const short = shortIds(
    page.rows.map(({ listed }) => listed.id),
    ids,
  );
  const rows = page.rows.map((row) => [sessionObject(row, pricing.cost(row.cells)), short(row.listed)]);
  return { printed: { rows, total, scanned: page.scanned, capped: page.reachedCap }, next: page.next };
}

/** All pages, each as it is told from all files, from their names, and from what an index knows. How many names told. */
async function samePages(limit: number, named = home): Promise<number> {
  let after: Cursor | null = null;
  let narrowed = 0;
  do {
    const question: Question = { filters: [], sort: "created", tree: false, limit, after, scanCap: 10_000 };
    const whole = await pageOf(lookAtAll(named), question, null);
    expect(await pageOf(lookOver([named], question, {}), question, null)).toEqual(whole);
    const known = knownFacets([named], env);
    const looked = lookOver([named], question, env);
    expect(await pageOf(looked, question, known)).toEqual(whole);
    known.close();
    if (looked.all.length < looked.total) narrowed += 1;
    after = whole.next;
  } while (after !== null);
  return narrowed;
}

function isKnown(): boolean {
  const names = knownNames(home, env);
  names?.close();
  return names !== null;
}

const CHANGES: Readonly<Record<string, (path: string) => void>> = {
  grew: (path) => appendFileSync(path, readFileSync(path).subarray(-400)),
  "were written anew": (path) => writeFileSync(path, readFileSync(path, "utf8").replaceAll("hello", "good day")),
  "were replaced by others of their names": (path) => {
    writeFileSync(`${path}.new`, readFileSync(path, "utf8").replaceAll("01a1f", "01a2f"));
    renameSync(`${path}.new`, path);
  },
  "were removed": (path) => rmSync(path),
  "were archived": (path) => {
    mkdirSync(join(home, "archived_sessions"), { recursive: true });
    renameSync(path, join(home, "archived_sessions", basename(path)));
  },
  "were copied to the archive": (path) => {
    mkdirSync(join(home, "archived_sessions"), { recursive: true });
    cpSync(path, join(home, "archived_sessions", basename(path)));
  },
  "were compressed": (path) => {
    writeFileSync(`${path}.zst`, zstdCompressSync(readFileSync(path)));
    rmSync(path);
  },
  "were moved to another day": (path) => {
    const day = join(home, "sessions/2031/01/02");
    mkdirSync(day, { recursive: true });
    renameSync(path, join(day, basename(path)));
  },
  "were copied under other names": (path) => {
    cpSync(path, join(dirname(path), `rollout-of-mine-${basename(path).length}.jsonl`));
  },
  "got names that nobody gave": (path) => renameSync(path, join(dirname(path), `rollout-${basename(path).slice(28)}`)),
};

test.each(Object.keys(CHANGES))("sessions that %s", async (change) => {
  const [timed, others] = halves(fillHome(MODERN, 26), (path) => /-[0-9a-f]{4}-7[0-9a-f]{3}-[^/]*$/.test(path));
  // Sessions without a time in their ids are told of by their files.
  for (const path of others) rmSync(path);
  const files = timed.filter((path) => path.startsWith(join(home, "sessions")));
  await index();
  expect(isKnown()).toBe(true);
  expect(await samePages(7)).toBeGreaterThan(0);
  for (const [at, path] of files.entries()) if (at % 4 === 0) CHANGES[change]?.(path);
  await samePages(7);
  await index();
  expect(isKnown()).toBe(true);
  await samePages(7);
});

test("sessions of all eras", async () => {
  fillHome(/./, 90);
  await index();
  // Of several documents one session may be made: names do not tell.
  expect(await samePages(20)).toBe(0);
});

test("a home that is named by a link or from here", async () => {
  for (const path of fillHome(MODERN, 26)) if (!/-[0-9a-f]{4}-7[0-9a-f]{3}-[^/]*$/.test(path)) rmSync(path);
  await index();
  symlinkSync(home, join(root, "way"));
  for (const named of [join(root, "way"), relative(process.cwd(), home)]) {
    expect(await samePages(7, named)).toBeGreaterThan(0);
    const known = knownFacets([named], env);
    const library = openCatalogue([named]);
    const told = listAll(library).map(({ thread, id, path }) =>
      known.of(sessionFiles(library, thread.rollouts, false), id ?? path),
    );
    known.close();
    expect(told.filter((each) => each !== null).length).toBeGreaterThan(told.length / 2);
  }
});
