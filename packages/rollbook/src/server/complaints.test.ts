// What is said of wrong requests: the codes and words of Codex 0.169, as it answered these very requests.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { Json } from "rollbook-core";
import { RequestFailure } from "./failure.ts";
import { findMethod } from "./methods.ts";
import { createService } from "./service.ts";

const home = mkdtempSync(join(tmpdir(), "rollbook-server-"));
afterAll(() => rmSync(home, { recursive: true }));
const service = createService([home], "0.0.0", new AbortController().signal);

const A = "01a1fe09-3d0d-7eb1-82cd-ba8dbb55ef2a";
const request = -32600;
const parameters = -32602;

const COMPLAINTS: readonly (readonly [string, Json | undefined, number, string])[] = [
  ["thread/list", undefined, request, "Invalid request: missing field `params`"],
  ["thread/list", null, request, "Invalid request: missing field `params`"],
  ["thread/list", "x", request, 'Invalid request: invalid type: string "x", expected struct ThreadListParams'],
  ["thread/list", 5, request, "Invalid request: invalid type: integer `5`, expected struct ThreadListParams"],
  ["thread/list", true, request, "Invalid request: invalid type: boolean `true`, expected struct ThreadListParams"],
  ["thread/list", { limit: "x" }, request, 'Invalid request: invalid type: string "x", expected u32'],
  ["thread/list", { limit: 1.5 }, request, "Invalid request: invalid type: floating point `1.5`, expected u32"],
  ["thread/list", { limit: -1 }, request, "Invalid request: invalid value: integer `-1`, expected u32"],
  ["thread/list", { limit: 2 ** 32 }, request, "Invalid request: invalid value: integer `4294967296`, expected u32"],
  ["thread/list", { limit: [] }, request, "Invalid request: invalid type: sequence, expected u32"],
  ["thread/list", { limit: {} }, request, "Invalid request: invalid type: map, expected u32"],
  ["thread/list", { cursor: 5 }, request, "Invalid request: invalid type: integer `5`, expected a string"],
  ["thread/list", { cursor: "zzz" }, request, "invalid cursor: zzz"],
  ["thread/list", { cursor: "" }, request, "invalid cursor: "],
  ["thread/list", { cursor: "2026-11-21" }, request, "invalid cursor: 2026-11-21"],
  ["thread/list", { modelProviders: {} }, request, "Invalid request: invalid type: map, expected a sequence"],
  ["thread/list", { modelProviders: [5] }, request, "Invalid request: invalid type: integer `5`, expected a string"],
  ["thread/list", { archived: "x" }, request, 'Invalid request: invalid type: string "x", expected a boolean'],
  ["thread/list", { useStateDbOnly: null }, request, "Invalid request: invalid type: null, expected a boolean"],
  [
    "thread/list",
    { cwd: [5] },
    request,
    "Invalid request: data did not match any variant of untagged enum ThreadListCwdFilter",
  ],
  [
    "thread/list",
    { sortKey: "zz" },
    request,
    "Invalid request: unknown variant `zz`, expected one of `created_at`, `updated_at`, `recency_at`, `section_position`",
  ],
  ["thread/list", { sortKey: 5 }, request, "Invalid request: invalid type: integer `5`, expected string or map"],
  ["thread/list", { sortKey: "section_position" }, request, "section-position sorting requires a section filter"],
  ["thread/list", { sortDirection: "zz" }, request, "Invalid request: unknown variant `zz`, expected `asc` or `desc`"],
  ["thread/list", { limit: "x", archived: 5 }, request, 'Invalid request: invalid type: string "x", expected u32'],
  [
    "thread/list",
    { parentThreadId: A, ancestorThreadId: A },
    request,
    "parentThreadId and ancestorThreadId are mutually exclusive",
  ],
  ["thread/list", { includeAttachedThreads: true }, request, "includeAttachedThreads requires a non-empty searchTerm"],
  ["thread/list", { originators: ["x"] }, parameters, "originator filtering is not supported by the local app-server"],
  ["thread/list", { projectId: "x" }, parameters, "project not found: x"],
  [
    "thread/list",
    { excludedThreadIds: Array.from({ length: 101 }, () => A) },
    parameters,
    "excludedThreadIds accepts at most 100 entries",
  ],
  [
    "thread/list",
    { excludedThreadIds: ["x"] },
    parameters,
    "invalid excluded thread id: invalid character: expected an optional prefix of `urn:uuid:` followed by [0-9a-fA-F-], found `x` at 1",
  ],
  ["thread/read", {}, request, "Invalid request: missing field `threadId`"],
  ["thread/read", { threadId: null }, request, "Invalid request: invalid type: null, expected a string"],
  ["thread/read", { threadId: A }, request, `thread not loaded: ${A}`],
  ["thread/read", { threadId: A.toUpperCase() }, request, `thread not loaded: ${A}`],
  ["thread/read", { threadId: `{${A}}` }, request, `thread not loaded: ${A}`],
  ["thread/read", { threadId: `urn:uuid:${A}` }, request, `thread not loaded: ${A}`],
  ["thread/read", { threadId: A.replaceAll("-", "") }, request, `thread not loaded: ${A}`],
  ["thread/goal/get", { threadId: A }, request, `thread not found: ${A}`],
  [
    "thread/read",
    { threadId: "" },
    request,
    "invalid thread id: invalid length: expected length 32 for simple format, found 0",
  ],
  [
    "thread/read",
    { threadId: "abc" },
    request,
    "invalid thread id: invalid length: expected length 32 for simple format, found 3",
  ],
  ["thread/read", { threadId: "-" }, request, "invalid thread id: invalid group count: expected 5, found 2"],
  ["thread/read", { threadId: `${A}-` }, request, "invalid thread id: invalid group count: expected 5, found 6"],
  [
    "thread/read",
    { threadId: `${A}a` },
    request,
    "invalid thread id: invalid group length in group 4: expected 12, found 13",
  ],
  [
    "thread/read",
    { threadId: "ünï" },
    request,
    "invalid thread id: invalid character: expected an optional prefix of `urn:uuid:` followed by [0-9a-fA-F-], found `ü` at 1",
  ],
  [
    "thread/turns/list",
    { threadId: A, itemsView: "zzz" },
    request,
    "Invalid request: unknown variant `zzz`, expected one of `notLoaded`, `summary`, `full`",
  ],
  [
    "thread/items/list",
    { threadId: A, cursor: { itemId: "x" } },
    request,
    "Invalid request: data did not match any variant of untagged enum ThreadItemsListCursor",
  ],
  [
    "thread/items/list",
    { threadId: A, deferOutput: "all" },
    request,
    'Invalid request: invalid type: string "all", expected struct ThreadItemOutputDeferral',
  ],
  ["thread/items/read", { threadId: A }, request, "Invalid request: missing field `turnId`"],
  ["initialize", { clientInfo: {} }, request, "Invalid request: missing field `name`"],
  ["initialize", { clientInfo: { name: "x" } }, request, "Invalid request: missing field `version`"],
];

async function failure(method: string, params: Json | undefined): Promise<unknown> {
  try {
    return await findMethod(method)(params)(service);
  } catch (error) {
    return error instanceof RequestFailure ? [error.code, error.message] : error;
  }
}

test.each(COMPLAINTS)("%s %j", async (method, params, code, message) => {
  expect(await failure(method, params)).toEqual([code, message]);
});

describe("methods that are not answered", () => {
  test("one that does not exist is called so, as Codex does, with those that do", async () => {
    const [code, message] = (await failure("nope", {}).catch((error: unknown) => error)) as [number, string];
    expect(code).toBe(request);
    expect(message).toMatch(/^Invalid request: unknown variant `nope`, expected one of `initialize`, `thread\/list`, /);
  });

  test.each(["thread/start", "thread/resume", "thread/fork", "thread/archive", "turn/start", "config/read"])(
    "%s is refused by a server that only reads",
    async (method) => {
      const [code, message] = (await failure(method, {})) as [number, string];
      expect(code).toBe(-32601);
      expect(message).toContain(`${method} is not supported: this server is read-only`);
    },
  );
});
