// The actions of threads: as the stream has them, in the published schemas, with secrets hidden unless asked for.

import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { projectActions, applyAmendments, type ActionStreamRecord, type JsonObject } from "rollbook-core";
import { SPECIMENS } from "../../../../lab/specimen/session-files.ts";
import { METHODS } from "./methods.ts";
import { createService } from "./service.ts";

const CONTRACTS = new URL("../../../../contracts/", import.meta.url);
const readContract = (name: string): JsonObject =>
  JSON.parse(readFileSync(new URL(name, CONTRACTS), "utf8")) as JsonObject;
const ajv = new Ajv2020({ allowUnionTypes: true });
ajv.addSchema(readContract("action/v1.schema.json"));
ajv.addSchema(readContract("app-server.schema.json"));

function invalid(name: string, value: unknown): unknown {
  const validate = ajv.getSchema(`rollbook:app-server#/$defs/${name}`);
  if (validate === undefined) throw new Error(`there is no schema ${name}`);
  return validate(value) ? null : validate.errors;
}

function client(home: string): (method: string, params: JsonObject) => Promise<JsonObject> {
  const service = createService([home], "0.0.0", new AbortController().signal);
  return async (method, params) => {
    expect(invalid(method === "thread/read" ? "ThreadReadParams" : "ThreadActionsListParams", params)).toBeNull();
    const answer = (await METHODS.get(method)?.(params)(service)) as JsonObject;
    expect(invalid(method === "thread/read" ? "ThreadReadResponse" : "ThreadActionsListResponse", answer)).toBeNull();
    return answer;
  };
}

function sessionsIn(home: string): string[] {
  const names = readdirSync(join(home, "sessions"), { recursive: true, encoding: "utf8" });
  return names
    .filter((name) => /rollout-.*\.json(?:l|l\.zst)?$/.test(name))
    .map((name) => join(home, "sessions", name));
}

const idOf = (path: string): string => /([0-9a-f-]{36})\.jsonl?$/.exec(path)?.[1] ?? "";

describe.each([
  "bare/0.28.0/patch",
  "envelope/0.58.0/shell",
  "envelope/0.104.0/kill9",
  "legacy/0.147.0/mcp",
  "paginated/0.169.0/shell",
  "document/0.1.2505291658-ts/tui",
])("%s", (path) => {
  const home = [join(SPECIMENS, path, "home"), join(SPECIMENS, path, "userhome", ".codex")].find((each) => {
    try {
      return sessionsIn(each).length > 0;
    } catch {
      return false;
    }
  });
  const file = sessionsIn(home ?? "").at(-1) ?? "";
  const threadId = idOf(file);
  const records = projectActions(readFileSync(file), { file });
  const ask = client(home ?? "");

  test("pages are the stream of its file", async () => {
    const found: ActionStreamRecord[] = [];
    for (let cursor: string | null = null; ;) {
      const page: JsonObject = await ask("thread/actions/list", { threadId, cursor, limit: 3 });
      found.push(...(page["data"] as unknown as ActionStreamRecord[]));
      cursor = page["nextCursor"] as string | null;
      if (cursor === null) break;
    }
    expect(withoutEnd(found)).toEqual(withoutEnd(records));
    expect(found.at(-1)).toMatchObject({ record: "end", actions: (records.at(-1) as { actions?: number }).actions });
  });

  test("a thread is read with its actions, each as it stands in the end", async () => {
    const { actions, thread } = await ask("thread/read", { threadId, includeActions: { version: 1 } });
    expect(actions).toEqual(applyAmendments(records).filter(({ record }) => record === "action"));
    expect(thread).toMatchObject({ id: threadId, turns: [] });
    expect(await ask("thread/read", { threadId })).not.toHaveProperty("actions");
    expect(await ask("thread/read", { threadId, includeActions: null })).not.toHaveProperty("actions");
  });
});

/** The end of a session of several files says more than that of one. */
function withoutEnd(records: readonly ActionStreamRecord[]): readonly ActionStreamRecord[] {
  return records.filter(({ record }) => record !== "end");
}

test("only version 1 is known", async () => {
  const home = join(SPECIMENS, "paginated/0.169.0/shell/home");
  const service = createService([home], "0.0.0", new AbortController().signal);
  const params = { threadId: idOf(sessionsIn(home)[0] ?? ""), includeActions: { version: 2 } };
  await expect(METHODS.get("thread/read")?.(params)(service)).rejects.toThrow("there is no version 2 of actions");
});

describe("secrets", () => {
  const SECRET = `ghp_${"A1b2C3d4".repeat(5).slice(0, 36)}`;
  let home = "";
  beforeAll(() => {
    home = mkdtempSync(join(tmpdir(), "rollbook-secrets-"));
    for (const from of sessionsIn(join(SPECIMENS, "paginated/0.169.0/shell/home"))) {
      const to = join(home, "sessions", from.split("/").at(-1) ?? "");
      mkdirSync(dirname(to), { recursive: true });
      cpSync(from, to);
      writeFileSync(to, readFileSync(to, "utf8").replaceAll("echo hello", `echo ${SECRET}`));
    }
  });
  afterAll(() => rmSync(home, { recursive: true }));

  test("are hidden in actions unless a client asks, and turns are as they are", async () => {
    const ask = client(home);
    const threadId = idOf(sessionsIn(home)[0] ?? "");
    const has = (answer: JsonObject): boolean => JSON.stringify(answer).includes(SECRET);
    expect(has(await ask("thread/actions/list", { threadId }))).toBe(false);
    expect(has(await ask("thread/actions/list", { threadId, redact: false }))).toBe(true);
    expect(has(await ask("thread/read", { threadId, includeActions: { version: 1 } }))).toBe(false);
    expect(has(await ask("thread/read", { threadId, includeActions: { version: 1, redact: false } }))).toBe(true);
    expect(has(await ask("thread/read", { threadId, includeTurns: true }))).toBe(true);
  });

  test("outputs and prompts come if they are asked for", async () => {
    const ask = client(home);
    const threadId = idOf(sessionsIn(home)[0] ?? "");
    const { data } = await ask("thread/actions/list", { threadId, include: ["output", "prompts"] });
    const records = data as unknown as readonly JsonObject[];
    expect(records.some(({ output }) => typeof output === "string")).toBe(true);
    expect(records.filter(({ record }) => record === "text")).toHaveLength(1);
  });
});
