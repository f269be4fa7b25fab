// Pages of turns, items and timelines: what 0.169 answered for the specimens against what this server answers.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Json, JsonObject } from "rollbook-core";
import { listScenarios, type Scenario } from "../../../../lab/specimen/session-files.ts";
import { SOURCE_KINDS } from "rollbook-core/protocol";
import { RequestFailure } from "./failure.ts";
import { METHODS } from "./methods.ts";
import { createService, type Service } from "./service.ts";

/** What was asked, by the name of the file that holds the answer. */
const ASKED: Readonly<Record<string, readonly [string, JsonObject]>> = {
  "turns-list": ["thread/turns/list", { limit: 100 }],
  "turns-list-full": ["thread/turns/list", { limit: 100, itemsView: "full", sortDirection: "asc" }],
  "items-list": ["thread/items/list", { limit: 200 }],
  "timeline-list": ["thread/timeline/list", { limit: 200 }],
};

interface Answer {
  readonly scenario: Scenario;
  readonly service: Service;
  readonly method: string;
  readonly params: JsonObject;
  readonly theirs: JsonObject;
  /** Of all items it showed of the thread, in any answer. */
  readonly ids: ReadonlySet<string>;
}

/** Every file with an answer of 0.169, and a service for the home it was asked about. */
function* answerFiles(): Generator<{ scenario: Scenario; service: Service; directory: string; name: string }> {
  for (const scenario of listScenarios()) {
    const home = join(scenario.directory, "home");
    // Older versions answer in words of their own.
    const own = scenario.label.startsWith("0.169.0") ? ["app-server"] : [];
    const readings = [...own, "app-server-by-0.169.0"].map((reading) => join(scenario.directory, reading));
    const service = createService([home], "0.0.0", new AbortController().signal);
    for (const directory of readings.filter((path) => existsSync(path))) {
      for (const name of readdirSync(directory)) yield { scenario, service, directory, name };
    }
  }
}

function readResult(directory: string, name: string): JsonObject | undefined {
  return (JSON.parse(readFileSync(join(directory, name), "utf8")) as { result?: JsonObject }).result;
}

async function ask(service: Service, method: string, params: JsonObject): Promise<JsonObject> {
  const prepare = METHODS.get(method);
  if (prepare === undefined) throw new Error(`there is no ${method}`);
  return (await prepare(params)(service)) as JsonObject;
}

function* answers(): Generator<Answer> {
  for (const { scenario, service, directory, name } of answerFiles()) {
    const [, asked = "", threadId = ""] = /^([a-z-]+)\.([0-9a-f-]{36})\.json$/.exec(name) ?? [];
    const [method, params] = ASKED[asked] ?? [];
    if (method === undefined) continue;
    const result = readResult(directory, name);
    // Codex does not support all of them for old threads, and what it fills in the background may not be there yet.
    if (result === undefined || (result["data"] as readonly Json[]).length === 0) continue;
    const ids = idsIn(readFileSync(join(directory, `thread-read.${threadId}.json`), "utf8"));
    yield { scenario, service, method, params: { ...params, threadId }, theirs: result, ids };
  }
}

test("pages are those of 0.169, but for what it does not show at all", async () => {
  const wrong: string[] = [];
  const count: Record<string, number> = {};
  for (const { scenario, service, method, params, theirs, ids } of answers()) {
    const ours = await ask(service, method, params).catch((error: unknown) => {
      if (error instanceof RequestFailure && error.message.startsWith("thread not loaded")) return null;
      throw error;
    });
    // Files too large to be in the repository.
    if (ours === null) continue;
    count[method] = (count[method] ?? 0) + 1;
    const difference = firstDifference(scenario.label, shown(ours, ids), shown(theirs, ids));
    if (difference !== null)
      wrong.push(`${scenario.label}/${scenario.name} ${method} ${String(params["threadId"])} ${difference}`);
  }
  expect(wrong).toEqual([]);
  expect(count["thread/turns/list"]).toBeGreaterThan(60);
  expect(count["thread/items/list"]).toBeGreaterThan(15);
  expect(count["thread/timeline/list"]).toBeGreaterThan(15);
});

test("lists hold the threads that 0.169 lists, in its order, with its cursors", async () => {
  const wrong: string[] = [];
  let lists = 0;
  for (const { service, directory, name } of answerFiles()) {
    if (!name.startsWith("thread-list")) continue;
    const theirs = outlineOf(readResult(directory, name) ?? {});
    // Codex lists nothing older than 0.34.
    if (theirs.ids.length === 0) continue;
    lists += 1;
    const archived = name.includes("archived");
    const params = { limit: 50, modelProviders: [], sourceKinds: [...SOURCE_KINDS], archived };
    const ours = outlineOf(await ask(service, "thread/list", params));
    const same = JSON.stringify([ours.ids, ours.nextCursor]) === JSON.stringify([theirs.ids, theirs.nextCursor]);
    // A database may have read the clock in the second before the file's.
    if (!same || Math.abs(ours.before - theirs.before) > 1000) wrong.push(`${directory}/${name}`);
  }
  expect(wrong).toEqual([]);
  expect(lists).toBeGreaterThan(15);
});

interface ListOutline {
  readonly ids: readonly unknown[];
  readonly nextCursor: Json;
  readonly before: number;
}

function outlineOf({ data, nextCursor, backwardsCursor }: JsonObject): ListOutline {
  const ids = ((data ?? []) as readonly JsonObject[]).map(({ id }) => id);
  return { ids, nextCursor: nextCursor ?? null, before: Date.parse(backwardsCursor as string) };
}

/** Without the items that only we have, which the differential test of thread/read accounts for. */
function shown(answer: JsonObject, ids: ReadonlySet<string>): Json {
  const known = ({ item }: JsonObject): boolean => item === undefined || ids.has(String((item as JsonObject)["id"]));
  const data = (answer["data"] as readonly JsonObject[])
    .filter(known)
    .map((entry) =>
      entry["items"] === undefined
        ? entry
        : { ...entry, items: (entry["items"] as readonly JsonObject[]).filter((item) => known({ item })) },
    );
  return JSON.parse(JSON.stringify({ ...answer, data }).replaceAll("/tmp/lab/", "/srv/lab/")) as Json;
}

function idsIn(answer: string): ReadonlySet<string> {
  return new Set([...answer.matchAll(/"id": ?"([^"]+)"/g)].map(([, id = ""]) => id));
}

/** What is null in their answer is told by the file: databases of 0.160 to 0.166 lack it, and legacy turns without a start. */
const UNTOLD: ReadonlySet<string> = new Set(["rootTurnId", "startedAt"]);

/** Before 0.104 no record says that a turn ended; Codex calls all of them completed. */
function isEndless(label: string, ours: Json | undefined, theirs: Json | undefined): boolean {
  return Number(/^0\.(\d+)\./.exec(label)?.[1]) < 104 && ours === "interrupted" && theirs === "completed";
}

function firstDifference(
  label: string,
  ours: Json | undefined,
  theirs: Json | undefined,
  key = "",
  path = "",
): string | null {
  if (isNode(ours) && isNode(theirs) && Array.isArray(ours) === Array.isArray(theirs)) {
    const keys = [...new Set([...Object.keys(ours), ...Object.keys(theirs)])];
    const found = keys.map((each) => firstDifference(label, ours[each], theirs[each], each, `${path}.${each}`));
    return found.find((each) => each !== null) ?? null;
  }
  if (JSON.stringify(ours) === JSON.stringify(theirs) || (theirs === null && UNTOLD.has(key))) return null;
  if (key === "status" && isEndless(label, ours, theirs)) return null;
  return `${path}: ${JSON.stringify(ours)?.slice(0, 200)} is ${JSON.stringify(theirs)?.slice(0, 200)}`;
}

function isNode(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null;
}
