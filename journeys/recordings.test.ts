// Codex in a home with recordings does what it does in one without: list, read, resume, fork, archive, delete and the rest.

import { execFile, type ExecFileException } from "node:child_process";
import { readdirSync, readFileSync, renameSync, rmSync, utimesSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { afterAll, expect, test } from "vitest";
import { AppServer, fetchCodex, NEWEST_CODEX, startStage, type Codex, type Workplace } from "../lab/index.ts";
import { makeBench, recorded, recordings, ROLLBOOK } from "./recorder/wrapped.ts";

const bench = makeBench();
afterAll(() => bench.remove());

const EXEC = ["exec", "--skip-git-repo-check", "--dangerously-bypass-approvals-and-sandbox"];
const FEATURES = "[features]\nlocal_thread_store_compression = true\n";
const LISTED = { limit: 10, modelProviders: [], sourceKinds: ["exec", "vscode"] };
const TIMES = /\d{4}-\d\d-\d\dT\d\d[:-]\d\d[:-]\d\d(?:\.\d+)?Z?|\d{4}\/\d\d\/\d\d/g;
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?=\.jsonl)/;

/** Codex's own session files, in the order of their beginning, ours left out. */
function sessionsIn(home: string): readonly string[] {
  return readdirSync(home, { recursive: true, encoding: "utf8" })
    .filter((name) => /rollout-.*\.jsonl(?:\.zst)?$/.test(name))
    .map((name) => join(home, name))
    .toSorted((a, b) => (basename(a) < basename(b) ? -1 : 1));
}

interface Ended {
  readonly code: number | string | null;
  readonly out: string;
  readonly err: string;
}

function start(program: string, args: readonly string[], { repo, env }: Workplace): Promise<Ended> {
  return new Promise((done) => {
    const child = execFile(program, args, { cwd: repo, env: { ...env } }, (error: ExecFileException | null, out, err) =>
      done({ code: error?.code ?? error?.signal ?? 0, out, err }),
    );
    child.stdin?.end();
  });
}

/** What Codex does in a home, and what is in it after each step; threads are named by their order. */
async function useHome(codex: Codex, withRecordings: boolean): Promise<readonly string[]> {
  const script = { turns: [], default: { items: [{ $text: "Fine." }] } };
  const stage = await startStage({ script, version: codex.version, tables: () => FEATURES });
  const { place } = stage;
  const begun = withRecordings ? recorded(codex, ["--persist-session"], bench.path) : codex;
  const told: string[] = [];
  const ids: string[] = [];
  const tell = (what: string, said: string): void => {
    const files = sessionsIn(place.home).map((path) => {
      const id = UUID.exec(path)?.[0] ?? "";
      if (!ids.includes(id)) ids.push(id);
      const prompts = path.endsWith(".zst") ? "packed" : readFileSync(path, "utf8").split('"role":"user"').length;
      return `${relative(place.home, dirname(path)).slice(0, 8)} ${id} ${prompts}`;
    });
    const named = [`${what}: ${said}`, ...files].join("\n").replaceAll(place.home, "HOME").replaceAll(TIMES, "…");
    told.push(ids.reduce((text, id, index) => text.replaceAll(id, `thread ${index}`), named));
    // Without its database Codex looks for the files.
    for (const name of readdirSync(place.home)) if (name.includes("sqlite")) rmSync(join(place.home, name));
  };
  const run = async (what: string, ...args: readonly string[]): Promise<void> => {
    const { code, err } = await start(sessionsIn(place.home).length < 2 ? begun.program : codex.program, args, place);
    tell(
      what,
      `${code} ${err
        .split("\n")
        .filter((line) => line.startsWith("Error"))
        .join(" ")}`,
    );
  };
  const ask = async (method: string, params: object): Promise<void> => {
    const server = await AppServer.start(codex, place);
    const answer = await server.call(method, { ...params }).catch((error: unknown) => ({ error: String(error) }));
    server.stop();
    tell(method, summary(answer));
  };
  try {
    await run("first", ...EXEC, "alpha");
    await run("second", ...EXEC, "beta");
    const [first = "", second = ""] = ids;
    await ask("thread/name/set", { threadId: first, name: "the first" });
    expect(recordings(place.home)).toHaveLength(withRecordings ? 2 : 0);
    if (withRecordings) expect(await ownReading(place)).toEqual(await besides(place, () => ownReading(place)));
    await ask("thread/list", LISTED);
    await ask("thread/read", { threadId: first, includeTurns: true });
    await run("resume by id", ...EXEC, "resume", first, "go on");
    await run("resume by name", ...EXEC, "resume", "the first", "go on");
    await run("resume the last", ...EXEC, "resume", "--last", "go on");
    await ask("thread/fork", { threadId: second });
    await run("archive", "archive", first);
    await ask("thread/list", { ...LISTED, archived: true });
    await run("unarchive", "unarchive", first);
    if (codex.version === NEWEST_CODEX) {
      await run("migrate", "migrate-rollouts", "--apply");
      await pack(codex, place, first);
      await ask("thread/list", LISTED);
      await run("resume what is packed", ...EXEC, "resume", first, "go on");
    }
    await run("delete", "delete", "--force", first);
    await run("resume what is deleted", ...EXEC, "resume", first, "go on");
    await ask("thread/list", LISTED);
    return told;
  } finally {
    await stage.close();
  }
}

/** Does something while the recordings lie elsewhere. */
async function besides<T>({ home, directory }: Workplace, act: () => Promise<T>): Promise<T> {
  const away = recordings(home).map((path) => [path, join(directory, basename(path))] as const);
  for (const [from, to] of away) renameSync(from, to);
  try {
    return await act();
  } finally {
    for (const [from, to] of away) renameSync(to, from);
  }
}

/** What Rollbook makes of the home. */
async function ownReading(place: Workplace): Promise<readonly Ended[]> {
  const commands = [["list", "--json"], ["check"], ["stats", "--json"], ["search", "--wait", "alpha"]];
  return Promise.all(commands.map((words) => start(process.execPath, [ROLLBOOK, ...words], place)));
}

function summary(answer: unknown): string {
  const { data, thread, error } = answer as Record<string, unknown> & { thread?: { turns?: readonly unknown[] } };
  const threads = (Array.isArray(data) ? data : []) as readonly Record<string, unknown>[];
  return JSON.stringify([threads.map(({ id, name, path }) => [id, name, path]), thread?.turns?.length, error]);
}

/** Codex packs sessions that were not touched for a month, once in a while. */
async function pack(codex: Codex, place: Workplace, id: string): Promise<void> {
  rmSync(join(place.home, ".tmp/rollout-compression.lock"), { force: true });
  const old = Date.now() / 1000 - 40 * 86_400;
  for (const path of sessionsIn(place.home)) utimesSync(path, old, old);
  const server = await AppServer.start(codex, place);
  const isPacked = (path: string): boolean => path.includes(id) && path.endsWith(".zst");
  while (!sessionsIn(place.home).some(isPacked)) await new Promise((done) => setTimeout(done, 50));
  server.stop();
}

test.each([NEWEST_CODEX, "0.144.6"])(
  "Codex %s does in a home with recordings what it does in one without",
  { timeout: 120_000 },
  async (version) => {
    const codex = await fetchCodex(version);
    const [without, withThem] = await Promise.all([useHome(codex, false), useHome(codex, true)]);
    expect(withThem).toEqual(without);
  },
);
