// Lists: filters, orders and pages over a home of several eras, as Codex 0.169 was seen to do it.

import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { JsonObject } from "rollbook-core";
import { SPECIMENS } from "../../../../lab/specimen/session-files.ts";
import { METHODS } from "./methods.ts";
import { createService, type Service } from "./service.ts";

const HOMES = [
  "document/0.1.2504172351-ts/tui",
  "bare/0.28.0/shell",
  "envelope/0.58.0/shell",
  "envelope/0.128.0/subagents",
  "paginated/0.160.1/appserver_live",
  "paginated/0.169.0/subagents",
  "paginated/0.169.0-codemode/subagents",
];

let home = "";
let service: Service;

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), "rollbook-lists-"));
  for (const path of HOMES) {
    for (const from of [join(SPECIMENS, path, "home"), join(SPECIMENS, path, "userhome", ".codex")]) {
      for (const part of ["sessions", "archived_sessions"]) {
        if (existsSync(join(from, part))) cpSync(join(from, part), join(home, part), { recursive: true });
      }
    }
  }
  service = createService([home], "0.0.0", new AbortController().signal);
});
afterAll(() => rmSync(home, { recursive: true }));

type Thread = JsonObject & { readonly id: string; readonly cwd: string; readonly preview: string };

async function list(params: JsonObject, of = service): Promise<{ threads: readonly Thread[]; answer: JsonObject }> {
  const answer = (await METHODS.get("thread/list")?.(params)(of)) as JsonObject;
  return { threads: answer["data"] as unknown as readonly Thread[], answer };
}

const ALL = { sourceKinds: ["cli", "vscode", "exec", "appServer", "subAgent", "unknown"], limit: 100 };
const ids = (threads: readonly Thread[]): string[] => threads.map(({ id }) => id);

test("threads of every era are there, the newest first, each once", async () => {
  const { threads } = await list(ALL);
  const versions = new Set(threads.map(({ cliVersion }) => cliVersion));
  expect(versions).toEqual(new Set(["", "0.58.0", "0.128.0", "0.160.1", "0.169.0"]));
  expect(new Set(ids(threads)).size).toBe(threads.length);
  const created = threads.map(({ createdAt }) => createdAt as number);
  expect(created).toEqual(created.toSorted((a, b) => b - a));
  expect(threads.every(({ preview }) => preview !== "")).toBe(true);
});

test("pages in both directions are the whole list, cut", async () => {
  for (const sortKey of ["created_at", "updated_at", "recency_at"]) {
    for (const sortDirection of ["asc", "desc"]) {
      const whole = await list({ ...ALL, sortKey, sortDirection });
      const found: string[] = [];
      for (let cursor: unknown = null; ;) {
        const params = { ...ALL, sortKey, sortDirection, limit: 3, cursor } as JsonObject;
        const page: Awaited<ReturnType<typeof list>> = await list(params);
        found.push(...ids(page.threads));
        cursor = page.answer["nextCursor"];
        if (cursor === null) break;
      }
      expect(found).toEqual(ids(whole.threads));
    }
  }
});

test("a cursor backwards leaves aside what the page begins with, by whole seconds", async () => {
  const { answer, threads } = await list({ ...ALL, limit: 2 });
  const cursor = answer["backwardsCursor"] as string;
  const start = Math.floor(threads[0]?.["createdAt"] as number) * 1000;
  expect(Date.parse(cursor)).toBe(start - 1);
  const later = await list({ ...ALL, sortDirection: "asc", cursor });
  expect(later.threads.every(({ createdAt }) => (createdAt as number) * 1000 >= start)).toBe(true);
  expect(ids(later.threads)).toContain(threads[0]?.id);
});

test("no limit is 25, nought is one, and a hundred is the most", async () => {
  const { threads } = await list(ALL);
  expect((await list({ ...ALL, limit: null })).threads).toHaveLength(Math.min(25, threads.length));
  expect((await list({ ...ALL, limit: 0 })).threads).toHaveLength(1);
  expect((await list({ ...ALL, limit: 100_000 })).threads).toHaveLength(Math.min(100, threads.length));
});

test("without kinds, what people began is listed: editors and the terminal", async () => {
  const { threads } = await list({ limit: 100 });
  expect(new Set(threads.map(({ source }) => source))).toEqual(new Set(["vscode"]));
  expect(ids((await list({ limit: 100, sourceKinds: [] })).threads)).toEqual(ids(threads));
  const spawned = await list({ limit: 100, sourceKinds: ["subAgentThreadSpawn"] });
  expect(spawned.threads.map(({ preview }) => preview)).toEqual([
    "You are child A. Report.",
    "You are child A. Report.",
  ]);
  expect((await list({ limit: 100, sourceKinds: ["subAgentReview"] })).threads).toHaveLength(1);
});

test("children are told by their parent, those too in which nobody asked for anything", async () => {
  const { threads } = await list(ALL);
  const parents = threads.filter(({ preview }) => preview === "spawn the children");
  const told = await Promise.all(parents.map(({ id }) => list({ parentThreadId: id })));
  const previews = told.map(({ threads: children }) => children.map(({ preview }) => preview));
  expect(previews.flat().toSorted()).toEqual(["", "You are child A. Report.", "You are child A. Report."]);
  const below = await Promise.all(parents.map(({ id }) => list({ ancestorThreadId: id })));
  expect(below.map(({ threads: children }) => ids(children))).toEqual(
    told.map(({ threads: children }) => ids(children)),
  );
});

test("the child of a review is no child of this kind", async () => {
  const reviews = await list({ sourceKinds: ["subAgentReview"] });
  for (const { id } of reviews.threads) {
    const { thread } = (await METHODS.get("thread/read")?.({ threadId: id })(service)) as { thread: JsonObject };
    const parentThreadId = thread["parentThreadId"];
    expect(parentThreadId).not.toBeNull();
    expect((await list({ parentThreadId: parentThreadId ?? null })).threads).toEqual([]);
  }
});

test("archived threads are apart", async () => {
  const archived = await list({ ...ALL, archived: true });
  expect(archived.threads.map(({ preview }) => preview)).toEqual(["archive me"]);
  expect(ids((await list(ALL)).threads)).not.toContain(archived.threads[0]?.id);
  expect(ids((await list({ ...ALL, archived: null })).threads)).toEqual(ids((await list(ALL)).threads));
});

test("directories are compared as paths, providers and words as they are", async () => {
  const { threads } = await list(ALL);
  const cwd = threads.find(({ cliVersion }) => cliVersion === "0.160.1")?.cwd ?? "";
  const there = ids(threads.filter((thread) => thread.cwd === cwd));
  expect(there.length).toBeGreaterThan(1);
  for (const spelling of [cwd, `${cwd}/`, `${cwd}/x/..`, ["/nowhere", cwd]]) {
    expect(ids((await list({ ...ALL, cwd: spelling })).threads)).toEqual(there);
  }
  for (const other of [[], "repo", "/nowhere"]) expect((await list({ ...ALL, cwd: other })).threads).toEqual([]);
  expect((await list({ ...ALL, modelProviders: ["mock"] })).threads.length).toBeGreaterThan(3);
  expect((await list({ ...ALL, modelProviders: ["nobody"] })).threads).toEqual([]);
  expect((await list({ ...ALL, searchTerm: "run comm" })).threads.length).toBeGreaterThan(1);
  expect((await list({ ...ALL, searchTerm: "RUN COMM" })).threads).toEqual([]);
  expect(ids((await list({ ...ALL, searchTerm: "" })).threads)).toEqual(ids(threads));
});

test("what only a database knows finds nothing, or all", async () => {
  const { threads } = await list(ALL);
  expect((await list({ ...ALL, sectionId: "x" })).threads).toEqual([]);
  expect((await list({ ...ALL, attachedToThreadId: threads[0]?.id ?? "" })).threads).toEqual([]);
  const same = { sectionId: null, projectId: null, useStateDbOnly: true, currentAccountOnly: true, originators: [] };
  expect(ids((await list({ ...ALL, ...same })).threads)).toEqual(ids(threads));
  const excluded = ids(threads).slice(0, 2);
  expect(ids((await list({ ...ALL, excludedThreadIds: excluded })).threads)).toEqual(ids(threads).slice(2));
});
