// What is answered is what is on disk now: files that come, grow, move and go, names that are given, several homes.

import {
  appendFileSync,
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { JsonObject } from "rollbook-core";
import { SPECIMENS } from "../../../../lab/specimen/session-files.ts";
import { METHODS } from "./methods.ts";
import { createService } from "./service.ts";

const RESUME = join(SPECIMENS, "paginated/0.169.0/resume/home");
const SHELL = join(SPECIMENS, "envelope/0.104.0/shell/home");

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "rollbook-homes-"));
});
afterEach(() => rmSync(root, { recursive: true }));

function makeHome(name: string, ...from: readonly string[]): string {
  const home = join(root, name);
  mkdirSync(join(home, "sessions"), { recursive: true });
  for (const path of from) cpSync(join(path, "sessions"), join(home, "sessions"), { recursive: true });
  return home;
}

function filesIn(home: string): string[] {
  return readdirSync(home, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".jsonl") && name.includes("rollout"))
    .map((name) => join(home, name));
}

function client(...homes: readonly string[]): (method: string, params: JsonObject) => Promise<JsonObject> {
  const service = createService(homes, "0.0.0", new AbortController().signal);
  return async (method, params) => {
    const prepare = METHODS.get(method);
    if (prepare === undefined) throw new Error(`there is no ${method}`);
    return (await prepare(params)(service)) as JsonObject;
  };
}

const EXEC = { sourceKinds: ["exec", "vscode"] };

async function list(ask: ReturnType<typeof client>, params: JsonObject = {}): Promise<readonly JsonObject[]> {
  return (await ask("thread/list", { ...EXEC, ...params }))["data"] as readonly JsonObject[];
}

test("a session that is begun, written to, archived or deleted is seen at once", async () => {
  const home = makeHome("home");
  const ask = client(home);
  expect(await list(ask)).toEqual([]);
  cpSync(join(RESUME, "sessions"), join(home, "sessions"), { recursive: true });
  const [file = ""] = filesIn(home);
  const [thread] = await list(ask);
  const threadId = thread?.["id"] as string;
  expect(await ask("thread/turns/list", { threadId })).toMatchObject({ data: [{}, {}, {}] });
  const started = { type: "task_started", turn_id: "01a1fcfa-9999-7a83-8a5c-b865c958e002" };
  appendFileSync(
    file,
    `${JSON.stringify({ timestamp: "2026-11-21T09:00:00.000Z", type: "event_msg", payload: started })}\n`,
  );
  const { data } = await ask("thread/turns/list", { threadId });
  expect(data).toMatchObject([{ id: started.turn_id, status: "interrupted" }, {}, {}, {}]);
  mkdirSync(join(home, "archived_sessions"));
  renameSync(file, join(home, "archived_sessions", file.split("/").at(-1) ?? ""));
  expect(await list(ask)).toEqual([]);
  expect(await list(ask, { archived: true })).toMatchObject([{ id: threadId }]);
  rmSync(join(home, "archived_sessions"), { recursive: true });
  expect(await list(ask, { archived: true })).toEqual([]);
  await expect(ask("thread/read", { threadId })).rejects.toThrow(`thread not loaded: ${threadId}`);
});

test("a name that is given is told, the last one counts", async () => {
  const home = makeHome("home", SHELL);
  const ask = client(home);
  const [thread] = await list(ask);
  expect(thread?.["name"]).toBeNull();
  for (const thread_name of ["First", "Second"]) {
    const entry = { id: thread?.["id"], thread_name, updated_at: "2026-11-21T09:00:00Z" };
    appendFileSync(join(home, "session_index.jsonl"), `${JSON.stringify(entry)}\n`);
    expect(await list(ask)).toMatchObject([{ name: thread_name }]);
  }
  expect(await list(ask, { searchTerm: "Sec" })).toHaveLength(1);
  expect(await list(ask, { searchTerm: String(thread?.["preview"]) })).toEqual([]);
});

test("of homes that have the same thread the first one's is served", async () => {
  const first = makeHome("first", SHELL);
  const second = makeHome("second", SHELL, RESUME);
  const paths = async (ask: ReturnType<typeof client>): Promise<string[]> =>
    (await list(ask)).map(
      ({ path }) =>
        String(path)
          .slice(root.length + 1)
          .split("/")[0] ?? "",
    );
  expect(await paths(client(first, second))).toEqual(["first", "second"]);
  expect(await paths(client(second, first))).toEqual(["second", "second"]);
});

test("a thread without a provider has that of its home's config", async () => {
  const old = join(SPECIMENS, "envelope/0.36.0/resume/home");
  const home = makeHome("home", old);
  expect(await list(client(home))).toMatchObject([{ modelProvider: "openai" }]);
  writeFileSync(join(home, "config.toml"), 'model = "x"\nmodel_provider = "lab"\n[a]\nmodel_provider = "other"\n');
  expect(await list(client(home))).toMatchObject([{ modelProvider: "lab" }]);
});

test("an empty file, and one that lost its header, are nobody's thread or one with what is left", async () => {
  const home = makeHome("home", SHELL);
  const ask = client(home);
  const [file = ""] = filesIn(home);
  const [thread] = await list(ask);
  const bytes = readdirSync(join(file, ".."));
  expect(bytes).toHaveLength(1);
  truncateSync(file, 0);
  expect(await list(ask)).toEqual([]);
  const read = await ask("thread/read", { threadId: thread?.["id"] ?? "", includeTurns: true });
  expect(read["thread"]).toMatchObject({ id: thread?.["id"], preview: "", turns: [] });
});

test.skipIf(process.getuid?.() === 0)(
  "a file that may not be read is left out of lists, and says why if it is asked for",
  async () => {
    const home = makeHome("home", SHELL, RESUME);
    const ask = client(home);
    const threads = await list(ask);
    const path = String(threads[0]?.["path"]);
    chmodSync(path, 0);
    expect(await list(client(home))).toHaveLength(threads.length - 1);
    await expect(client(home)("thread/read", { threadId: threads[0]?.["id"] ?? "" })).rejects.toThrow("permission");
  },
);
