// The names that an index knows are those of the files, as long as no file can have come or gone.

import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { SPECIMENS } from "../../../../lab/specimen/session-files.ts";
import { findNamed } from "../home/index.ts";
import { namesOf, type Names } from "../listing/index.ts";
import { createIndex, knownNames, refresh } from "./index.ts";

let root = "";
let home = "";
let env = {};
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "rollbook-names-"));
  home = join(root, "home");
  env = { XDG_CACHE_HOME: join(root, "cache") };
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(root, { recursive: true, force: true });
});

function fillHome(...scenarios: readonly string[]): readonly string[] {
  for (const scenario of scenarios) {
    cpSync(join(SPECIMENS, scenario, "sessions"), join(home, "sessions"), { recursive: true });
  }
  return findNamed(home).files.map(({ path }) => path);
}

/** As it would be some seconds after the files were written: of a directory that has just changed nothing is concluded. */
async function indexLater(): Promise<void> {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 10_000 });
  expect((await refresh(createIndex(home, env, "column"))).state).toBe("current");
  vi.useRealTimers();
}

/** Everything that can be asked of names. */
function saidBy(names: Names): object {
  const { threads, odd, unsure, untimed } = names;
  const all = names.newest(100, null);
  const ids = new Set(all.map(({ id }) => id));
  const [first] = all;
  return {
    counts: { threads, odd: odd.toSorted(), unsure, untimed },
    all,
    some: names.newest(3, { id: "", ms: first?.ms ?? 0 }),
    within: all.map((from) => names.newest(2, from)),
    paths: names.pathsOf(ids).toSorted(),
    has: [...ids, "none"].map((id) => names.has(id)),
    alike: [...names.beginningWith(new Set([...ids].map((id) => id.slice(0, 4))))]
      .filter((id) => [...ids].some((other) => other.startsWith(id.slice(0, 4))))
      .toSorted(),
  };
}

function known(): Names | null {
  const names = knownNames(home, env);
  if (names === null) return null;
  try {
    return saidBy(names) as Names;
  } finally {
    names.close();
  }
}

test("they say what the files' names say", async () => {
  const files = fillHome(
    "paginated/0.169.0/shell/home",
    "paginated/0.169.0/reverts/home",
    "paginated/0.169.0/subagents/home",
  );
  fillHome("envelope/0.36.0/shell/home", "bare/0.8.0/shell/home");
  cpSync(files[0] ?? "", join(dirname(files[0] ?? ""), "rollout-mine.jsonl"));
  await indexLater();
  expect(known()).toEqual(saidBy(namesOf(findNamed(home).files)));
  fillHome("document/0.1.2504172351-ts/tui/userhome/.codex");
  expect(known()).toBeNull();
  await indexLater();
  expect(known()).toEqual(saidBy(namesOf(findNamed(home).files)));
});

test("nothing is concluded from a directory that has just changed, nor from one that has changed since", async () => {
  const [path = ""] = fillHome("paginated/0.169.0/shell/home");
  await refresh(createIndex(home, env, "column"));
  expect(known()).toBeNull();
  await indexLater();
  expect(known()).not.toBeNull();
  writeFileSync(join(dirname(path), "note.txt"), "");
  expect(known()).toBeNull();
  await indexLater();
  expect(known()).not.toBeNull();
  mkdirSync(join(home, "archived_sessions"));
  expect(known()).toBeNull();
});

test("by another way the home's files have the paths of that way", async () => {
  fillHome("paginated/0.169.0/shell/home", "paginated/0.169.0/reverts/home");
  const ways = [join(root, "way"), join(root, "way/../home/"), relative(process.cwd(), home)];
  symlinkSync(home, join(root, "way"));
  await indexLater();
  for (const way of ways) {
    const names = knownNames(way, env);
    expect(names === null ? null : saidBy(names)).toEqual(saidBy(namesOf(findNamed(way).files)));
    names?.close();
  }
});

test("where links lead elsewhere directories do not tell", async () => {
  const [path = ""] = fillHome("paginated/0.169.0/shell/home");
  await indexLater();
  symlinkSync(path, join(home, "sessions/rollout-linked.jsonl"));
  await indexLater();
  expect(known()).toBeNull();
});
