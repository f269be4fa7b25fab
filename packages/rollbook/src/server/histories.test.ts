// A thread too large to be kept is answered like one that is: page by page, in either direction.

import { join } from "node:path";
import { expect, test } from "vitest";
import type { JsonObject } from "rollbook-core";
import { SPECIMENS } from "../../../../lab/specimen/session-files.ts";
import { createHistories } from "./histories.ts";
import { METHODS } from "./methods.ts";
import { createService, type Service } from "./service.ts";

const HOMES = [
  "paginated/0.160.1/appserver_live",
  "paginated/0.169.0/mcp",
  "paginated/0.150.1/sigint",
  "legacy/0.147.0/review",
  "envelope/0.142.5/appserver_live",
  "envelope/0.104.0/kill9",
  "envelope/0.58.0/resume",
  "bare/0.28.0/shell",
].map((path) => join(SPECIMENS, path, "home"));

const stop = new AbortController().signal;
const kept = createService(HOMES, "0.0.0", stop);
const streamed: Service = { ...kept, histories: createHistories(stop, 0) };

async function ask(service: Service, method: string, params: JsonObject): Promise<JsonObject> {
  const prepare = METHODS.get(method);
  if (prepare === undefined) throw new Error(`there is no ${method}`);
  return (await prepare(params)(service)) as JsonObject;
}

/** All pages of such a size, one after the other. */
async function pages(service: Service, method: string, params: JsonObject): Promise<JsonObject[]> {
  const found: JsonObject[] = [];
  for (let cursor: string | null = null; ;) {
    const page: JsonObject = await ask(service, method, { ...params, cursor });
    found.push(page);
    cursor = (page["nextCursor"] ?? null) as string | null;
    if (cursor === null) return found;
    expect(found.length).toBeLessThan(1000);
  }
}

const entries = (all: readonly JsonObject[]): unknown[] => all.flatMap(({ data }) => data as readonly unknown[]);

const ASKED: readonly (readonly [string, JsonObject])[] = [
  ["thread/turns/list", { limit: 3, itemsView: "full" }],
  ["thread/turns/list", { limit: 2, itemsView: "summary", sortDirection: "asc" }],
  ["thread/items/list", { limit: 4 }],
  ["thread/items/list", { limit: 3, sortDirection: "desc" }],
  ["thread/timeline/list", { limit: 5 }],
];

test.each(ASKED)("%s %j", async (method, params) => {
  const { data } = await ask(kept, "thread/list", { limit: 100, sourceKinds: ["cli", "exec", "vscode", "subAgent"] });
  const ids = (data as readonly JsonObject[]).map(({ id }) => id as string);
  expect(ids.length).toBeGreaterThan(12);
  for (const threadId of ids) {
    const small = await pages(kept, method, { ...params, threadId });
    expect(await pages(streamed, method, { ...params, threadId })).toEqual(small);
    // Pages are the whole, cut.
    const whole = await pages(kept, method, { ...params, threadId, limit: 100 });
    const [some, all] = [entries(small), entries(whole)];
    expect(some).toHaveLength(all.length);
    if (method !== "thread/timeline/list") expect(some).toEqual(all);
  }
});

test("a page read backwards from its anchor begins with what it began with", async () => {
  const { data } = await ask(kept, "thread/list", { limit: 100, sourceKinds: ["exec", "vscode"] });
  for (const { id: threadId } of data as readonly JsonObject[]) {
    for (const method of ["thread/turns/list", "thread/items/list"]) {
      const first = await ask(kept, method, { threadId: threadId ?? "", limit: 2, sortDirection: "asc" });
      const next = first["nextCursor"];
      if (typeof next !== "string") continue;
      const second = await ask(kept, method, {
        threadId: threadId ?? "",
        limit: 2,
        sortDirection: "asc",
        cursor: next,
      });
      const cursor = second["backwardsCursor"] ?? null;
      const back = await ask(kept, method, { threadId: threadId ?? "", limit: 3, sortDirection: "desc", cursor });
      const [a, b] = [first["data"] as readonly unknown[], second["data"] as readonly unknown[]];
      expect(back["data"]).toEqual([b[0], a[1], a[0]]);
    }
  }
});
