// Opening homes and finding threads in them, over homes that real Codex wrote.

import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, relative } from "node:path";
import { zstdCompressSync } from "node:zlib";
import { chainOf } from "rollbook-core";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { SPECIMENS } from "../../../../lab/specimen/session-files.ts";
import { defaultHome, findThread, openCatalogue, type FoundThread } from "./index.ts";

const LIVE = join(SPECIMENS, "paginated/0.169.0/appserver_live/home");
const ROOT = "01a1fd0b-4a4b-7843-b4d3-0dab2784b62c";
const FORK = "01a1fd0b-780d-79c3-b4bc-c7b35128f86f";
const ARCHIVED = "01a1fd0b-8c86-7122-a472-02be11c2d63f";
const REVIEW = "01a1fd0b-78d6-7ab1-bc6f-45a44f9233e7";
const fileOf = (id: string): string =>
  join(
    LIVE,
    "sessions/2026/11/21",
    readdirSync(join(LIVE, "sessions/2026/11/21")).find((name) => name.endsWith(`-${id}.jsonl`)) ?? "",
  );

let temporary = "";
beforeEach(() => {
  temporary = mkdtempSync(join(tmpdir(), "rollbook-library-"));
});
afterEach(() => rmSync(temporary, { recursive: true, force: true }));

const idOf = (found: FoundThread): unknown => (found.kind === "one" ? found.thread.id : found.kind);

describe("finding a thread", () => {
  const library = openCatalogue([LIVE]);

  test("by its id, the id of a segment, a unique beginning, and the path of a file", () => {
    expect(idOf(findThread(library, ROOT))).toBe(ROOT);
    expect(idOf(findThread(library, ROOT.toUpperCase()))).toBe(ROOT);
    expect(idOf(findThread(library, "01a1fd0b-77b3-7463-8824-cee698bb6094"))).toBe(ROOT);
    expect(idOf(findThread(library, "01a1fd0b-8c"))).toBe(ARCHIVED);
    expect(findThread(library, relative(process.cwd(), fileOf(ROOT)))).toMatchObject({
      kind: "one",
      rollout: { rollout_id: ROOT },
    });
    expect(findThread(library, ROOT)).toMatchObject({
      rollout: { rollout_id: "01a1fd0b-77b3-7463-8824-cee698bb6094" },
    });
  });

  test("a beginning that several have, and a name that forks inherited, are told apart by the candidates", () => {
    const many = findThread(library, "01a1fd0b");
    expect(many.kind === "many" && many.candidates).toHaveLength(5);
    const named = findThread(library, "lab live thread");
    expect(named.kind === "many" && named.candidates.map(({ id, name }) => [id, name])).toEqual([
      [ROOT, "Lab live thread"],
      [FORK, "Lab live thread"],
      ["01a1fd0b-786e-7803-ad97-98f3fd37f9c9", "Lab live thread"],
    ]);
    expect(named).toMatchObject({
      candidates: [{ time: "2026-11-21T07:38:58.007Z", cwd: "/srv/lab/corpus/0.169.0/appserver_live/repo" }, {}, {}],
    });
  });

  test("not by a beginning that is too short, by nothing, or by what is not there", () => {
    for (const word of ["01a", "", "no such name", join(LIVE, "config.toml")]) {
      expect(findThread(library, word).kind).toBe("none");
    }
  });

  test("by its last name; names of threads that are gone name nothing", () => {
    const home = join(temporary, "home");
    cpSync(LIVE, home, { recursive: true });
    const names = [
      { id: FORK, thread_name: "first" },
      { id: FORK, thread_name: "second" },
      "torn",
      { id: "01a1fd0b-0000-7000-8000-000000000000", thread_name: "gone" },
    ];
    writeFileSync(join(home, "session_index.jsonl"), names.map((name) => `${JSON.stringify(name)}\n`).join(""));
    const own = openCatalogue([home]);
    expect(idOf(findThread(own, "second"))).toBe(FORK);
    expect(findThread(own, "first").kind).toBe("none");
    expect(findThread(own, "gone").kind).toBe("none");
  });

  test("last is the one written to last, and no subagent or review", () => {
    const home = join(temporary, "home");
    cpSync(LIVE, home, { recursive: true });
    const written = (id: string, seconds: number): void =>
      utimesSync(join(home, relative(LIVE, fileOf(id))), seconds, seconds);
    written(FORK, 4_000_000_000);
    written(REVIEW, 4_000_000_001);
    expect(idOf(findThread(openCatalogue([home]), "last"))).toBe(FORK);
  });

  test("one thread in two homes is two", () => {
    cpSync(LIVE, join(temporary, "copy"), { recursive: true });
    const both = openCatalogue([LIVE, join(temporary, "copy"), LIVE]);
    expect(findThread(both, ARCHIVED)).toMatchObject({ kind: "many", candidates: [{}, {}] });
  });
});

describe("what a file continues", () => {
  test("is found in its home, and nothing else of the home is read", () => {
    const library = openCatalogue([fileOf(FORK)]);
    expect([...library.given.values()].flat()).toHaveLength(1);
    expect(library.catalogue.threads.flatMap(({ rollouts }) => rollouts)).toHaveLength(3);
    const found = findThread(library, fileOf(FORK));
    expect(found.kind === "one" && chainOf(library.catalogue, found.rollout)).toMatchObject({
      gaps: [],
      files: [{ rollout_id: ROOT }, {}, { rollout_id: FORK }],
    });
  });

  test("is found beside it where it lies in no home, compressed too", () => {
    const directory = join(temporary, "loose");
    mkdirSync(directory);
    const library = openCatalogue([fileOf(FORK)]);
    for (const { stem } of library.catalogue.threads.flatMap(({ rollouts }) => rollouts)) {
      const bytes = readFileSync(stem.path);
      const name = basename(stem.path);
      if (name.endsWith(`${ROOT}.jsonl`)) writeFileSync(join(directory, `${name}.zst`), zstdCompressSync(bytes));
      else writeFileSync(join(directory, name), bytes);
    }
    const fork = join(directory, basename(fileOf(FORK)));
    const loose = openCatalogue([fork]);
    const rollout = loose.at(fork);
    const { gaps, files } = rollout === null ? { gaps: ["none"], files: [] } : chainOf(loose.catalogue, rollout);
    expect(gaps).toEqual([]);
    expect(files[0]?.path.endsWith(".jsonl.zst")).toBe(true);
  });
});

test("what cannot be opened is told, and the rest is there", () => {
  const none = join(temporary, "none");
  mkdirSync(join(temporary, "empty", "sessions"), { recursive: true });
  const library = openCatalogue([none, join(temporary, "empty"), LIVE]);
  expect(library.problems.map(({ path, error }) => [path, error.problem])).toEqual([[none, "missing"]]);
  expect(library.empty).toEqual([{ path: join(temporary, "empty"), kind: "home" }]);
  expect(library.catalogue.threads).toHaveLength(5);
});

test("the user's home is CODEX_HOME, else .codex", () => {
  expect(defaultHome({ CODEX_HOME: "/somewhere" })).toBe("/somewhere");
  expect(defaultHome({}).endsWith("/.codex")).toBe(true);
});
