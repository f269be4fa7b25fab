// Runs whose recorder was killed, on a real disk: who may end them, and what is there then.

import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Secrets } from "../secrets/index.ts";
import { endLeft } from "./left.ts";
import { takeLeft, takeOwn, writePapers } from "./papers.ts";
import { Store } from "./store.ts";

const ID = "01a1fd0e-ba0a-7053-9944-e2e1a4a0c45a";
const SECRET = "sk-planted-0123456789";
let home: string;
let root: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "rollbook-left-"));
  root = join(home, "sessions");
});
afterEach(() => rmSync(home, { recursive: true }));

/** A run that was killed before its directory got its name, and one process that it had. */
function leave(pid: number): Store {
  const store = new Store(root);
  const given = {
    ...{ run_id: "the-run", started_at: "2026-01-01T00:00:00.000Z", rollbook_version: "0.1.0", cwd: home },
    ...{ codex: { path: "/bin/codex", version: "0.169.0" }, argv: ["codex"], added: [] },
    ...{ environment: [], environment_added: [] },
  };
  const options = { argv: ["codex"], cwd: home, codexHome: home, debugLog: "session.log", debugLogLevel: null };
  const papers = {
    staging: store.staging,
    root,
    since: 0,
    given,
    unseen: [],
    copied: null,
    command: { kind: "exec", events: false },
  } as const;
  writePapers({ ...papers, options: { ...options, rollbookVersion: "0.1.0" } }, [pid, undefined]);
  return store;
}

const gone = (): number => spawnSync("true").pid;

test("a run is taken where none of its processes runs, and once only", () => {
  leave(process.pid);
  expect(takeLeft(root)).toEqual([]);
  const { staging } = leave(gone());
  expect(takeLeft(root)).toMatchObject([{ staging }]);
  expect([takeLeft(root), takeOwn(staging)]).toEqual([[], null]);
  expect(takeLeft(join(home, "nowhere"))).toEqual([]);
});

test("a directory that had no name gets it from the thread that was seen, and nothing is told twice", async () => {
  const store = leave(gone());
  const day = join(root, "2026", "01", "01");
  mkdirSync(day, { recursive: true });
  const rollout = join(day, `rollout-2026-01-01T00-00-00-${ID}.jsonl`);
  const at = "2026-01-01T00:00:01.000Z";
  const payload = { id: ID, timestamp: at, cwd: home, originator: "codex", cli_version: "0.169.0", source: "exec" };
  const lines = [
    { timestamp: at, type: "session_meta", payload },
    { timestamp: at, type: "event_msg", payload: { type: "task_started", turn_id: "t1" } },
    { timestamp: at, type: "event_msg", payload: { type: "turn_aborted", turn_id: "t1", reason: "interrupted" } },
  ];
  writeFileSync(rollout, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  const record = { schema_version: 1, run_id: "the-run", session_id: ID, turn_id: null, call_id: null };
  const source = { tap: "recorder", file: null, line: null };
  const seen = { ...record, at, type: "thread_seen", thread_id: ID, parent_thread_id: null, rollout, source };
  store.append(null, "session_meta.log", `${JSON.stringify(seen)}\n`);
  store.append(null, "trace/late.txt", `the key is ${SECRET}\n`);
  const secrets = new Secrets();
  secrets.add(SECRET);

  const [papers] = takeLeft(root);
  if (papers === undefined) throw new Error("nothing was left");
  const directory = join(root, ID);
  expect(await endLeft(papers, secrets)).toEqual([directory]);
  expect(readdirSync(root).toSorted()).toEqual([ID, "2026"]);
  expect(statSync(rollout).nlink).toBe(2);
  expect(readFileSync(join(directory, "trace", "late.txt"), "utf8")).toBe("the key is <hidden>\n");
  const told = readFileSync(join(directory, "session_meta.log"), "utf8").trim().split("\n");
  const types = told.map((line) => (JSON.parse(line) as { type: string }).type);
  expect(types.filter((type) => type === "thread_seen")).toHaveLength(1);
  expect(types).toContain("turn_started");
  const manifest = JSON.parse(readFileSync(join(directory, "manifest.json"), "utf8")) as unknown;
  expect(manifest).toMatchObject({
    session_id: ID,
    runs: [
      {
        run_id: "the-run",
        ended_at: null,
        missing: expect.arrayContaining([{ what: "recording", why: expect.stringContaining("was killed") }]),
      },
    ],
  });
});
