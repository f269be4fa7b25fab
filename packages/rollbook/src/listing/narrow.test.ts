// A page of the files that names point out is the page of all files.

import { cpSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { listScenarios } from "../../../../lab/specimen/session-files.ts";
import { findNamed, openCatalogue } from "../home/index.ts";
import { listAll, namesOf, narrow, turnPage, type Cursor, type Listed, type Question } from "./index.ts";

let home = "";
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "rollbook-narrow-"));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

function fillHome(wanted: (label: string) => boolean): void {
  for (const { label, directory } of listScenarios()) {
    if (!wanted(label)) continue;
    for (const tree of ["sessions", "archived_sessions"]) {
      const source = join(directory, "home", tree);
      if (statSync(source, { throwIfNoEntry: false })) cpSync(source, join(home, tree), { recursive: true });
    }
  }
}

const question = (limit: number, after: Cursor | null): Question => ({
  filters: [],
  sort: "created",
  tree: false,
  limit,
  after,
  scanCap: 10_000,
});

/** Ids and paths of a page, and the place it ends at; nothing is read. */
async function pageOf(all: readonly Listed[], asked: Question): Promise<{ paths: string[]; next: Cursor | null }> {
  const paths: string[] = [];
  const { next } = await turnPage(all, asked, async (sessions, take) => {
    for (const [index, { path }] of sessions.entries()) {
      paths.push(path);
      if (!take(index, { facets: { name: null } as never, cells: [], problems: [] })) return;
    }
  });
  return { paths, next };
}

test("page by page, as far as ids hold times", async () => {
  fillHome((label) => /^0\.(?:1[0-9]{2}|[5-9][0-9])\.[0-9]+$/.test(label));
  const whole = listAll(openCatalogue([home]));
  expect(whole.length).toBeGreaterThan(50);
  const { files } = findNamed(home);
  let after: Cursor | null = null;
  let narrowed = 0;
  for (let turn = 0; turn < 200; turn++) {
    const asked = question(7, after);
    const expected = await pageOf(whole, asked);
    const names = namesOf(files);
    const few = narrow(names, asked);
    const chosen = few?.choose(listAll(openCatalogue(few.paths))) ?? null;
    if (few !== null && chosen !== null) {
      narrowed += 1;
      expect(few.paths.length).toBeLessThan(files.length);
      expect(chosen.total).toBe(whole.length);
      expect(await pageOf(chosen.all, asked)).toEqual(expected);
    }
    after = expected.next;
    if (after === null) break;
  }
  expect(narrowed).toBeGreaterThan(5);
});

test("sessions of one millisecond, at the end of any page", async () => {
  const directory = join(home, "sessions/2026/11/21");
  mkdirSync(directory, { recursive: true });
  for (let n = 0; n < 9; n++) {
    const id = `01a1fd00-000${n < 2 ? 2 : n < 7 ? 1 : 0}-7000-8000-00000000000${n}`;
    const payload = { id, timestamp: "2026-11-21T12:00:00.000Z", cwd: "/x", cli_version: "0.144.6" };
    const record = { timestamp: "2026-11-21T12:00:00.000Z", type: "session_meta", payload };
    writeFileSync(join(directory, `rollout-2026-11-21T12-00-00-${id}.jsonl`), `${JSON.stringify(record)}\n`);
  }
  const names = namesOf(findNamed(home).files);
  for (const limit of [1, 2, 3, 8]) {
    const seen: string[] = [];
    let after: Cursor | null = null;
    do {
      const asked = question(limit, after);
      const few = narrow(names, asked);
      const page = await pageOf(few?.choose(listAll(openCatalogue(few.paths)))?.all ?? [], asked);
      seen.push(...page.paths);
      after = page.next;
    } while (after !== null);
    expect([limit, seen.length, new Set(seen).size]).toEqual([limit, 9, 9]);
  }
});

test("sessions whose ids hold no time, near the page, are not left to names", () => {
  fillHome((label) => label.startsWith("0.8.") || label.startsWith("0.1.2504"));
  expect(narrow(namesOf(findNamed(home).files), question(5, null))).toBeNull();
});

test("a head that contradicts its name is believed", () => {
  fillHome((label) => label === "0.144.6");
  const { files } = findNamed(home);
  const few = narrow(namesOf(files), question(3, null));
  const single = few?.paths.find((path) => !path.includes("_")) ?? "";
  const other = "01a1fcfa-0000-7000-8000-000000000000";
  writeFileSync(
    single,
    `{"timestamp":"2026-11-21T07:20:18.000Z","type":"session_meta","payload":{"id":"${other}","timestamp":"2026-11-21T07:20:18.000Z","cwd":"/x"}}\n`,
  );
  expect(few?.choose(listAll(openCatalogue(few.paths)))).toBeNull();
});
