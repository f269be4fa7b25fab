// Codex's app-server and ours, asked the same by one client that is typed by what Codex generates.

import { spawn, spawnSync, type SpawnSyncReturns } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  AppServer,
  defaultModel,
  fetchCodex,
  makeWorkplace,
  NEWEST_CODEX,
  startModel,
  writeConfig,
  type Codex,
  type Wire,
  type Workplace,
} from "../lab/index.ts";
import { LIVE_SCRIPT } from "./live-script.ts";
import type { JsonObject } from "rollbook-core";
import { compareAnswers, type ClientReport } from "./codex-client/compare.ts";

const ROOT = join(import.meta.dirname, "..");
const PROGRAM = join(ROOT, "packages", "rollbook", "bin", "rollbook.js");

/** Sessions of each era that Codex reads, forks and subagents among them. */
const SPECIMENS = [
  "envelope/0.34.0/resume",
  "envelope/0.58.0/shell",
  "envelope/0.98.0/plain",
  "envelope/0.104.0/resume",
  "envelope/0.118.0/subagents",
  "envelope/0.142.5/fork",
  "legacy/0.144.6/mcp",
  "legacy/0.147.0/review",
  "paginated/0.148.0/patch",
  "paginated/0.169.0/compact",
  "paginated/0.169.0/mcp",
  "paginated/0.169.0/resume",
  "paginated/0.169.0/subagents",
];

const place = { types: "" };
let codex: Codex;

beforeAll(async () => {
  codex = await fetchCodex(NEWEST_CODEX);
  place.types = mkdtempSync(join(tmpdir(), "rollbook-client-"));
  const types = join(place.types, "types");
  const made = spawnSync(codex.program, ["app-server", "generate-ts", "--out", types, "--experimental"]);
  expect(made.status, String(made.stderr)).toBe(0);
  cpSync(join(import.meta.dirname, "codex-client", "client.ts"), join(place.types, "client.ts"));
});
afterAll(() => rmSync(place.types, { recursive: true, force: true }));

/** Runs the client against a server; both servers find the home where Codex looks for it. */
function runClient(name: string, { env }: Workplace, command: readonly string[]): ClientReport {
  const output = join(place.types, `${name}.json`);
  const ended = spawnSync(process.execPath, [join(place.types, "client.ts"), output, ...command], {
    env: { ...env, PATH: process.env["PATH"] ?? "" },
    encoding: "utf8",
    timeout: 60_000,
  });
  expect(ended.status, ended.stderr).toBe(0);
  return JSON.parse(readFileSync(output, "utf8")) as ClientReport;
}

function askBoth(name: string, workplace: Workplace): { theirs: ClientReport; ours: ClientReport } {
  return {
    theirs: runClient(`${name}-codex`, workplace, [codex.program, "app-server"]),
    ours: runClient(name, workplace, [process.execPath, PROGRAM, "app-server"]),
  };
}

/** The client, and each answer it was given, held against the generated types by the compiler. */
function compileAnswers(name: string, report: ClientReport): string {
  const response = (method: string): string =>
    method === "initialize"
      ? "InitializeResponse"
      : `v2.${method.replaceAll(/(?:^|\/)(\w)/g, (_, letter: string) => letter.toUpperCase())}Response`;
  const lines = report.answers.map(
    ({ method, result }, index) => `export const answer${index}: ${response(method)} = ${JSON.stringify(result)};`,
  );
  writeFileSync(
    join(place.types, `${name}.answers.ts`),
    ['import type { InitializeResponse, v2 } from "./types/index";', ...lines, ""].join("\n"),
  );
  const compilerOptions = {
    target: "esnext",
    module: "esnext",
    moduleResolution: "bundler",
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: ["node"],
    typeRoots: [join(ROOT, "node_modules", "@types")],
  };
  const files = ["client.ts", `${name}.answers.ts`];
  writeFileSync(join(place.types, "tsconfig.json"), JSON.stringify({ compilerOptions, files }));
  return spawnSync(process.execPath, [join(ROOT, "node_modules/.bin/tsc"), "-p", place.types], { encoding: "utf8" })
    .stdout;
}

describe("a home of sessions from 0.34 on", () => {
  let workplace: Workplace;
  let answers: ReturnType<typeof askBoth>;

  beforeAll(async () => {
    workplace = makeWorkplace();
    for (const path of SPECIMENS) {
      for (const part of ["sessions", "archived_sessions"]) {
        const from = join(ROOT, "specimens", path, "home", part);
        if (existsSync(from)) cpSync(from, join(workplace.home, part), { recursive: true });
      }
    }
    writeConfig(workplace, { model: defaultModel(NEWEST_CODEX), provider: "mock", baseUrl: "http://127.0.0.1:9/v1" });
    await fillDatabase(workplace);
    answers = askBoth("old", workplace);
  });
  afterAll(() => workplace.dispose());

  /** Codex has the histories of 0.148 and later in its database once it has resumed them. */
  async function fillDatabase(where: Workplace): Promise<void> {
    const server = await AppServer.start(codex, where);
    try {
      const params = { limit: 100, modelProviders: [], sourceKinds: ["cli", "vscode", "exec", "subAgent"] };
      const { data } = (await server.call("thread/list", params)) as { data: { id: string; historyMode: string }[] };
      for (const { id, historyMode } of data.toReversed()) {
        if (historyMode === "paginated") await server.call("thread/resume", { threadId: id });
      }
      await sleep(300);
    } finally {
      server.stop();
    }
  }

  test("compiles as the types that Codex generates, with the client", () => {
    expect(answers.ours.answers.length).toBeGreaterThan(100);
    expect(compileAnswers("old", answers.ours)).toBe("");
  });

  test("is told as Codex tells it, but for what is documented", () => {
    expect(answers.ours.listed.live.length).toBeGreaterThanOrEqual(SPECIMENS.length);
    expect(compareAnswers(answers.ours, answers.theirs)).toEqual([]);
  });
});

describe("sessions that Codex has just written: forked, reverted, archived, named", () => {
  let workplace: Workplace;
  let answers: ReturnType<typeof askBoth>;
  /** Threads by what was done with them. */
  let threads: Readonly<Record<string, string>>;

  beforeAll(async () => {
    workplace = makeWorkplace();
    const model = await startModel({ script: LIVE_SCRIPT });
    try {
      writeConfig(workplace, { model: defaultModel(NEWEST_CODEX), provider: "mock", baseUrl: model.baseUrl });
      const server = await AppServer.start(codex, workplace);
      try {
        threads = await work(server, workplace.repo);
        await sleep(500);
      } finally {
        server.stop();
      }
    } finally {
      await model.close();
    }
    answers = askBoth("live", workplace);
  });
  afterAll(() => workplace.dispose());

  async function work(server: AppServer, cwd: string): Promise<Record<string, string>> {
    const start = async (more: Wire = {}): Promise<string> => {
      const params = { cwd, approvalPolicy: "never", sandbox: "danger-full-access", ...more };
      return ((await server.call("thread/start", params)) as { thread: { id: string } }).thread.id;
    };
    const fork = async (params: Wire): Promise<string> =>
      ((await server.call("thread/fork", params)) as { thread: { id: string } }).thread.id;
    const idle = async (threadId: string): Promise<void> => {
      for (let status = "active"; status === "active";) {
        await sleep(50);
        // A file that was made this moment is empty, which Codex complains of.
        const answer = await server.call("thread/read", { threadId }).catch(() => null);
        status = (answer as { thread: { status: { type: string } } } | null)?.thread.status.type ?? "active";
      }
    };
    const turn = async (threadId: string, text: string): Promise<string> => {
      const started = await server.call("turn/start", { threadId, input: [{ type: "text", text }] });
      await idle(threadId);
      return (started as { turn: { id: string } }).turn.id;
    };
    const main = await start();
    const first = await turn(main, "turn one");
    await turn(main, "turn two");
    await server.call("thread/name/set", { threadId: main, name: "A name" });
    await server.call("thread/goal/set", { threadId: main, objective: "to be done", status: "paused" });
    await server.call("thread/revert", { threadId: main, beforeTurnId: await turn(main, "to be reverted") });
    await turn(main, "after the revert");
    const late = await fork({ threadId: main });
    await turn(late, "on the fork");
    const early = await fork({ threadId: main, lastTurnId: first });
    await turn(early, "on the early fork");
    await server.call("thread/revert", { threadId: late, beforeTurnId: await turn(late, "reverted there") });
    await turn(late, "after the fork's revert");
    const archived = await start();
    await turn(archived, "archive me");
    await server.call("thread/archive", { threadId: archived });
    const legacy = await start({ historyMode: "legacy" });
    await turn(legacy, "turn one again");
    const copy = await fork({ threadId: legacy });
    await turn(copy, "on the copy");
    const parent = await start();
    await turn(parent, "turn spawn");
    await server.call("review/start", { threadId: parent, target: { type: "uncommittedChanges" }, delivery: "inline" });
    await idle(parent);
    return { main, late, early, archived, legacy, copy, parent };
  }

  test("are told the same by both servers, with turns, but for what is documented", () => {
    const { theirs, ours } = answers;
    const ids = [...theirs.listed.live, ...theirs.listed.archived].map(({ id }) => id);
    // Nine begun here, one spawned and one for the review; the archived one is listed apart.
    expect(ids).toEqual(expect.arrayContaining(Object.values(threads)));
    expect(ids.length).toBeGreaterThanOrEqual(9);
    expect(theirs.listed.archived.map(({ id }) => id)).toEqual([threads["archived"]]);
    expect(compareAnswers(ours, theirs)).toEqual([]);
    // Codex has been there from the beginning, so that there is nothing to allow for.
    const words = ({ preview, name, model }: JsonObject): unknown[] => [preview, name, model];
    expect(ours.listed.live.map(words)).toEqual(theirs.listed.live.map(words));
  });

  test("compile as the types that Codex generates", () => {
    expect(compileAnswers("live", answers.ours)).toBe("");
  });
});

describe("the program", () => {
  const home = join(ROOT, "specimens", "paginated", "0.169.0", "shell", "home");
  const hello = { id: 0, method: "initialize", params: { clientInfo: { name: "journey", version: "1" } } };

  function run(args: readonly string[], messages: readonly object[]): SpawnSyncReturns<string> {
    const input = messages.map((message) => `${JSON.stringify(message)}\n`).join("");
    return spawnSync(process.execPath, [PROGRAM, "app-server", ...args], { input, encoding: "utf8", timeout: 30_000 });
  }

  test("knows every method that Codex has, and refuses those that do more than read", () => {
    const source = readFileSync(join(place.types, "types", "ClientRequest.ts"), "utf8");
    const methods = [...source.matchAll(/"method": "([^"]+)"/g)].map(([, method = ""]) => method);
    expect(methods.length).toBeGreaterThan(150);
    const asked = methods.map((method, index) => ({ id: index + 1, method }));
    const { stdout } = run(["--home", home], [hello, ...asked]);
    const answers = stdout
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line) as { id: number; error?: Refusal });
    const messages = new Map(answers.map(({ id, error }) => [id, error?.message ?? ""]));
    const unknown = asked.filter(({ id }) => !/is read-only|missing field `params`/.test(messages.get(id) ?? ""));
    expect(unknown).toEqual([]);
  });

  test("serves several homes, ends with its input, and needs a home that is there", () => {
    const old = join(ROOT, "specimens", "bare", "0.28.0", "shell", "home");
    const list = { id: 1, method: "thread/list", params: { sourceKinds: ["exec", "vscode"] } };
    const { status, stdout, stderr } = run(["--home", old, "--home", home], [hello, list]);
    expect([status, stderr]).toEqual([0, ""]);
    const { result } = JSON.parse(stdout.split("\n")[1] ?? "") as { result: { data: { path: string }[] } };
    const homes = result.data.map(({ path }) => path.split("/sessions/")[0]);
    expect(homes).toEqual([old, home]);
    const nowhere = run(["--home", join(home, "nowhere")], []);
    expect([nowhere.status, nowhere.stdout]).toEqual([3, ""]);
    expect(nowhere.stderr).toMatch(/nowhere is not a directory; name a codex home with --home/);
  });

  test("ends when its client has gone", async () => {
    const server = spawn(process.execPath, [PROGRAM, "app-server", "--home", home], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    const ended = once(server, "exit");
    server.stdin.on("error", () => {});
    server.stdin.write(`${JSON.stringify(hello)}\n`);
    await once(server.stdout, "data");
    server.stdout.destroy();
    for (let id = 1; server.exitCode === null && id < 100; id++) {
      server.stdin.write(`${JSON.stringify({ id, method: "thread/list", params: {} })}\n`);
      await sleep(50);
    }
    expect(await ended).toEqual([0, null]);
  });
});

interface Refusal {
  readonly code: number;
  readonly message: string;
}
