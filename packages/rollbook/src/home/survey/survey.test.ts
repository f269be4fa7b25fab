// A home as users have it, and what may go wrong in one; looking at it changes nothing and opens no secrets.

import { spawnSync } from "node:child_process";
import {
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { zstdCompressSync } from "node:zlib";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { SPECIMENS } from "../../../../../lab/index.ts";
import { homeContracts } from "./contracts.ts";
import { surveyHome, type HomeReport } from "./index.ts";

let home = "";
beforeEach(() => {
  home = join(mkdtempSync(join(tmpdir(), "rollbook-survey-")), ".codex");
  mkdirSync(home);
});
afterEach(() => rmSync(dirname(home), { recursive: true, force: true }));

function put(path: string, bytes: string | Uint8Array): string {
  const full = join(home, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, bytes);
  return full;
}

function take(...scenarios: readonly string[]): void {
  for (const scenario of scenarios) {
    cpSync(join(SPECIMENS, scenario, "home/sessions"), join(home, "sessions"), { recursive: true });
  }
}

function rollouts(): readonly string[] {
  return readdirSync(home, { recursive: true, encoding: "utf8" })
    .filter((name) => basename(name).startsWith("rollout-"))
    .map((name) => join(home, name))
    .toSorted();
}

const idOf = (path: string): string => /([0-9a-f-]{36})\.json/.exec(path)?.[1] ?? "";

/** As Codex makes it; what was written last stays in the WAL, as while Codex runs. Close it to let it go. */
function state(name: string, rows: readonly (readonly [string, string, number])[]): DatabaseSync {
  const database = new DatabaseSync(join(home, name));
  database.exec("PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=0");
  database.exec("CREATE TABLE threads (id TEXT PRIMARY KEY, rollout_path TEXT NOT NULL, archived INTEGER NOT NULL)");
  const insert = database.prepare("INSERT INTO threads VALUES (?, ?, ?)");
  for (const row of rows) insert.run(...row);
  return database;
}

/** Every name below, with all that a change would show in. */
function stamps(): readonly string[] {
  return [".", ...readdirSync(home, { recursive: true, encoding: "utf8" })].toSorted().map((name) => {
    const stats = lstatSync(join(home, name), { bigint: true });
    const content = stats.isFile() ? readFileSync(join(home, name)).toString("base64") : "";
    return [name, stats.ino, stats.size, stats.mtimeNs, stats.ctimeNs, stats.mode, content].join(" ");
  });
}

const kindsOf = (found: readonly { readonly kind: string }[]): string[] => found.map(({ kind }) => kind);

const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(
  closed(JSON.parse(homeContracts()["contracts/home.schema.json"] ?? "")) as object,
);

/** The schema with nothing allowed that it does not name. */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).map(([key, each]) => [key, closed(each)] as const);
  return { ...Object.fromEntries(members), ...("properties" in value ? { additionalProperties: false } : {}) };
}

async function survey(): Promise<HomeReport> {
  const report = await surveyHome(home);
  validate(JSON.parse(JSON.stringify(report)));
  expect(validate.errors).toBeNull();
  return report;
}

describe("a home of several eras", () => {
  test("is told by kind, project, month, version and size, every byte once", async () => {
    take("paginated/0.169.0/shell", "envelope/0.58.0/shell", "bare/0.28.0/shell");
    const first = rollouts()[0] ?? "";
    mkdirSync(join(home, "archived_sessions"));
    renameSync(first, join(home, "archived_sessions", basename(first)));
    put("sessions/rollout-2025-04-17-30e53581-b3a9-47b0-a81c-03656ebe61d1.json", "{}");
    put("log/codex-tui.log", "log");
    put("logs_2.sqlite-wal", "wal");
    put("shell_snapshots/a.sh", "snap");
    put("worktrees/1/src/rollout-notes.jsonl", "tree");
    put("history.jsonl", "");
    put("AGENTS.md", "be kind");
    const report = await survey();
    const { kinds } = report;
    expect(Object.fromEntries(Object.entries(kinds).map(([kind, { files }]) => [kind, files]))).toEqual({
      sessions: 2,
      archived: 1,
      compressed: 0,
      documents: 1,
      recordings: 0,
      junk: 0,
      histories: 1,
      databases: 1,
      logs: 1,
      snapshots: 1,
      worktrees: 1,
      other: 1,
    });
    const files = readdirSync(home, { recursive: true, encoding: "utf8" }).map((name) => lstatSync(join(home, name)));
    const bytes = files.filter((stats) => stats.isFile()).reduce((sum, { size }) => sum + size, 0);
    expect(report.total).toEqual({ files: 10, bytes });
    expect(Object.values(kinds).reduce((sum, kind) => sum + kind.bytes, 0)).toBe(bytes);
    const ofSessions = kinds.sessions.bytes + kinds.archived.bytes + kinds.documents.bytes;
    for (const shares of [report.projects, report.months]) {
      expect(shares.reduce((sum, share) => sum + share.bytes, 0)).toBe(ofSessions);
      expect(shares.reduce((sum, share) => sum + share.sessions, 0)).toBe(report.sessions);
    }
    expect(report.sessions).toBe(4);
    expect(report.versions).toEqual({ "0.58.0": 1, "0.169.0": 1, unknown: 2 });
    expect(report.largest.map((session) => session.bytes)).toEqual(
      report.largest.map((session) => session.bytes).toSorted((a, b) => b - a),
    );
    expect(report.oldest?.started_at?.localeCompare(report.newest?.started_at ?? "")).toBe(-1);
    expect(report.instructions).toEqual(["AGENTS.md"]);
    expect(report.state).toBeNull();
  });

  test("copies are told with the one that counts: live before archived, plain before compressed", async () => {
    take("paginated/0.169.0/shell");
    const [live = ""] = rollouts();
    const plain = put(`archived_sessions/${basename(live)}`, readFileSync(live));
    const packed = put(`${live.slice(home.length + 1)}.zst`, zstdCompressSync(readFileSync(live)));
    const { duplicates, sessions, projects, total } = await survey();
    expect(sessions).toBe(1);
    expect(projects.map(({ bytes }) => bytes)).toEqual([total.bytes]);
    expect(duplicates).toMatchObject([{ rollout_id: idOf(live), paths: [live, packed, plain] }]);
    expect(duplicates[0]?.bytes).toBe(lstatSync(plain).size + lstatSync(packed).size);
  });

  test("an empty directory is a home without anything", async () => {
    const report = await survey();
    expect(report).toMatchObject({ sessions: 0, oldest: null, config: null, state: null, problems: [], projects: [] });
    expect(report.total).toEqual({ files: 0, bytes: 0 });
  });

  test("what is no session, or an empty or damaged one, is a problem with a sentence", async () => {
    take("damaged/37-junk-among-sessions", "damaged/24-truncated-header", "damaged/24-empty-file");
    spawnSync("mkfifo", [
      join(home, "sessions/rollout-2026-11-21T07-00-00-01a10000-0000-7000-8000-00000000000f.jsonl"),
    ]);
    symlinkSync("/nowhere", join(home, "sessions/broken"));
    put("session_index.jsonl", '{"id":"01a1fcfa-ffff-7000-8000-000000000001","thread_name":"gone"}\n');
    const { problems, kinds } = await survey();
    const told = new Set(kindsOf(problems));
    expect(told).toEqual(new Set(["empty", "no_header", "junk", "stale_name"]));
    expect(kinds.junk.files).toBe(problems.filter(({ kind }) => kind === "junk").length);
    for (const { message } of problems) expect(message).toMatch(/[.!]$/);
    expect(problems.every(({ path, message }) => message.includes(path))).toBe(true);
  });
});

describe("Codex's state database", () => {
  test("is held against the files: gone, elsewhere, unlisted, of another home, archived", async () => {
    take(
      "paginated/0.169.0/shell",
      "paginated/0.169.0/tui",
      "paginated/0.169.0/plain",
      "paginated/0.160.1/shell",
      "bare/0.28.0/shell",
    );
    const files = rollouts().filter((path) => path.endsWith(".jsonl"));
    const bare = files.find((path) => readFileSync(path, "utf8").startsWith('{"id"')) ?? "";
    const [right = "", moved = "", away = "", unlisted = ""] = files.filter((path) => path !== bare);
    const elsewhere = join(dirname(home), basename(away));
    cpSync(away, elsewhere);
    const gone = join(
      home,
      "sessions/2026/01/01/rollout-2026-01-01T00-00-00-01a10000-0000-7000-8000-0000000000aa.jsonl",
    );
    put("state_4.sqlite", "older, and no database at all");
    state("state_12.sqlite", [
      [idOf(right).toUpperCase(), right, 1],
      [idOf(moved), `${dirname(moved)}/old-${basename(moved)}`, 0],
      [idOf(away), elsewhere, 0],
      [idOf(gone), gone, 0],
    ]).close();
    const report = await survey();
    expect(report.state).toMatchObject({ path: join(home, "state_12.sqlite"), rows: 4, problem: null });
    const found = report.state?.differences ?? [];
    const expected = [
      ["archived_differs", idOf(right)],
      ["file_elsewhere", idOf(moved)],
      ["other_home", idOf(away)],
      ["file_gone", idOf(gone)],
      ["no_row", idOf(unlisted)],
    ];
    expect(found.map(({ kind, id }) => [kind, id.toLowerCase()])).toEqual(expected);
    for (const { message, id } of found) expect(message).toMatch(new RegExp(`${id}.*[.]$`, "s"));
  });

  test("rows name the plain file where a compressed one lies, and a home may be reached by a link", async () => {
    take("paginated/0.169.0/shell");
    const [path = ""] = rollouts();
    writeFileSync(`${path}.zst`, zstdCompressSync(readFileSync(path)));
    rmSync(path);
    state("state_5.sqlite", [[idOf(path), path, 0]]).close();
    expect((await survey()).state).toMatchObject({ rows: 1, differences: [] });
    const link = join(dirname(home), "link");
    symlinkSync(home, link);
    expect((await surveyHome(link)).state).toMatchObject({ rows: 1, differences: [] });
  });

  test("is read while Codex writes it, and nothing of the home changes", async () => {
    take("paginated/0.169.0/shell");
    const [path = ""] = rollouts();
    put("config.toml", 'model = "gpt-6"\n');
    put("version.json", "{}");
    const codex = state("state_5.sqlite", [[idOf(path), path, 0]]);
    try {
      const before = stamps();
      expect(before.some((line) => line.startsWith("state_5.sqlite-wal"))).toBe(true);
      expect((await survey()).state).toMatchObject({ rows: 1, differences: [] });
      expect(stamps()).toEqual(before);
    } finally {
      codex.close();
    }
    // At rest there is no WAL: reading must not make one.
    const rest = stamps();
    expect(rest.filter((line) => line.startsWith("state_5"))).toHaveLength(1);
    expect((await survey()).state?.rows).toBe(1);
    expect(stamps()).toEqual(rest);
  });

  test.each([
    ["text", "no database"],
    ["nothing", ""],
    ["the start of one", "SQLite format 3\0".padEnd(4096, "\0")],
  ])("that is %s is told in a sentence, and never written to", async (_, bytes) => {
    put("state_5.sqlite", bytes);
    const before = stamps();
    const { state: told } = await survey();
    expect(told).toMatchObject({ rows: null, differences: [] });
    expect(told?.problem).toMatch(/state_5\.sqlite could not be read .*not affected\.$/);
    expect(stamps()).toEqual(before);
  });
});

describe("settings", () => {
  const SECRET = "sk-verysecret-value-0123456789abcdef";

  test("are told by a list: no key, token, header or value of an environment", async () => {
    const lines = [
      'model = "gpt-6-codex"',
      'model_provider = "corp"',
      'model_reasoning_effort = "xhigh"',
      'approval_policy = "on-request"',
      'sandbox_mode = "workspace-write"',
      `experimental_bearer_token = "${SECRET}"`,
      "[history]",
      'persistence = "none"',
      "[model_providers.corp]",
      `http_headers = { Authorization = "Bearer ${SECRET}" }`,
      "[mcp_servers.x.env]",
      `API_KEY = "${SECRET}"`,
      "[shell_environment_policy.set]",
      `TOKEN = "${SECRET}"`,
      '[projects."/home/me/app"]',
      'trust_level = "trusted"',
      `note = "${SECRET}"`,
      "[notice]",
      "hide_full_access_warning = true",
      `why = "${SECRET}"`,
    ];
    put("config.toml", lines.join("\n"));
    put("version.json", `{"latest_version":"0.169.0","last_checked_at":"2026-11-21T07:00:00Z","token":"${SECRET}"}`);
    const report = await survey();
    expect(report.config).toEqual({
      path: join(home, "config.toml"),
      model: "gpt-6-codex",
      model_provider: "corp",
      model_reasoning_effort: "xhigh",
      approval_policy: "on-request",
      sandbox_mode: "workspace-write",
      sqlite_home: null,
      history_persistence: "none",
      history_max_bytes: null,
      projects: [{ path: "/home/me/app", trust_level: "trusted" }],
      notices: { hide_full_access_warning: true },
    });
    expect(report.version).toMatchObject({ latest: "0.169.0", dismissed: null });
    expect(JSON.stringify(report)).not.toContain("verysecret");
  });

  test("that are broken are a problem which says where, and not what stands there", async () => {
    put("config.toml", `model = "x"\ntoken = "${SECRET}" oops\n`);
    put("version.json", `{"latest_version": ${SECRET}`);
    const report = await survey();
    expect(report.config).toBeNull();
    expect(kindsOf(report.problems)).toEqual(["config", "version"]);
    expect(report.problems[0]?.message).toContain("line 2");
    expect(JSON.stringify(report)).not.toContain("verysecret");
  });

  test("whatever they are, odd values do not throw", async () => {
    put(
      "config.toml",
      'model = 7\nprojects = "x"\nnotice = [1]\napproval_policy = { granular = {} }\nhistory = 2026-01-01\n',
    );
    put("version.json", "[null]");
    const report = await survey();
    expect(report.config).toMatchObject({ model: null, approval_policy: null, projects: [], notices: {} });
    expect(report.problems).toEqual([]);
  });

  test("auth.json is never opened, and pipes in the place of other files are not waited for", async () => {
    take("paginated/0.169.0/plain");
    for (const name of [
      "auth.json",
      "config.toml",
      "version.json",
      "session_index.jsonl",
      "history.jsonl",
      "AGENTS.md",
      "state_9.sqlite",
    ]) {
      spawnSync("mkfifo", [join(home, name)]);
    }
    // To open a pipe that nobody writes to is to wait for ever.
    const report = await survey();
    expect(report).toMatchObject({ sessions: 1, config: null, state: null, instructions: [] });
    rmSync(join(home, "auth.json"));
    put("auth.json", `{"OPENAI_API_KEY":"${SECRET}"}`);
    const opened = lstatSync(join(home, "auth.json")).atimeMs;
    expect(JSON.stringify(await survey())).not.toContain("verysecret");
    expect(lstatSync(join(home, "auth.json")).atimeMs).toBe(opened);
  });
});
