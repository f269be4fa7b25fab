// Codex's own reading of a codex home: a client of `codex app-server`, and the two questions tests ask it.

import type { ChildProcess } from "node:child_process";
import { cpSync, existsSync, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { SOURCE_KINDS } from "rollbook-core/protocol";
import { fetchCodex, type Codex } from "./codex.ts";
import { startGroup, stopGroup } from "./process.ts";
import type { Wire } from "./script.ts";
import { defaultModel } from "./versions.ts";
import { makeWorkplace, writeConfig, type Workplace } from "./workplace.ts";

/** A turn as `thread/read` gives it; items are of Codex's `ThreadItem` types (`commandExecution`, `fileChange`, …). */
export interface CodexTurn extends Wire {
  readonly id: string;
  readonly status: string;
  readonly items: readonly Wire[];
}

export interface CodexThread extends Wire {
  readonly id: string;
  readonly path: string | null;
  readonly turns: readonly CodexTurn[];
}

/** The app-server answered with an error, ended, or did not answer in time. */
export class AppServerError extends Error {
  override readonly name = "AppServerError";
  /** The JSON-RPC error code; null when there was no answer at all. */
  readonly code: number | null;
  constructor(message: string, code: number | null) {
    super(message);
    this.code = code;
  }
}

interface Waiting {
  readonly done: (result: unknown) => void;
  readonly fail: (error: Error) => void;
}

/** A running `codex app-server` (newline-delimited JSON on stdio, without a `jsonrpc` member). */
export class AppServer {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, Waiting>();
  #nextId = 0;

  private constructor(child: ChildProcess) {
    this.#child = child;
    if (child.stdout !== null) createInterface({ input: child.stdout }).on("line", (line) => this.#take(line));
    child.stderr?.resume();
    child.stdin?.on("error", () => this.#abandon("the app-server has closed its input"));
    child.on("error", (error) => this.#abandon(error.message));
    child.on("exit", (code) => this.#abandon(`the app-server has ended with ${code ?? "a signal"}`));
  }

  /** Starts it and shakes hands. */
  static async start(codex: Codex, place: Workplace): Promise<AppServer> {
    const child = startGroup(codex.program, ["app-server"], { cwd: place.repo, env: place.env, input: "pipe" });
    const server = new AppServer(child);
    try {
      const clientInfo = { name: "rollbook-lab", title: null, version: "1.0.0" };
      await server.call("initialize", { clientInfo, capabilities: { experimentalApi: true } });
      server.#send({ method: "initialized" });
      return server;
    } catch (error) {
      server.stop();
      throw error;
    }
  }

  /** Rejects with `AppServerError` on an error answer, on the server's end, or after `ms`. */
  call(method: string, params: Wire = {}, ms = 20_000): Promise<unknown> {
    const id = ++this.#nextId;
    return new Promise((done, fail) => {
      const late = setTimeout(() => {
        this.#waiting.delete(id);
        fail(new AppServerError(`${method} was not answered within ${ms} ms`, null));
      }, ms);
      this.#waiting.set(id, {
        done: (result) => (clearTimeout(late), done(result)),
        fail: (error) => (clearTimeout(late), fail(error)),
      });
      this.#send({ id, method, params });
    });
  }

  stop(): void {
    stopGroup(this.#child);
  }

  #send(message: Wire): void {
    this.#child.stdin?.write(`${JSON.stringify(message)}\n`);
  }

  #take(line: string): void {
    const message = JSON.parse(line) as { id?: unknown; result?: unknown; error?: { code?: number; message?: string } };
    const waiting = typeof message.id === "number" ? this.#waiting.get(message.id) : undefined;
    // Notifications, and requests of the server's own, are none of our questions.
    if (waiting === undefined || (message.result === undefined && message.error === undefined)) return;
    this.#waiting.delete(message.id as number);
    if (message.error === undefined) return waiting.done(message.result);
    waiting.fail(new AppServerError(message.error.message ?? "no message", message.error.code ?? null));
  }

  #abandon(why: string): void {
    for (const { fail } of this.#waiting.values()) fail(new AppServerError(why, null));
    this.#waiting.clear();
  }
}

/**
 * The threads that version finds in a codex home, archived ones included. It works on a copy of the session files:
 * its databases name absolute paths, so those of the home are left behind, and the home is never written to.
 */
export async function listThreadsWithCodex(version: string, home: string): Promise<CodexThread[]> {
  return withAppServer(version, home, listThreads);
}

/**
 * A thread of a codex home with its turns, as that version reads it. Rejects with `AppServerError` when it cannot
 * (a file it refuses, an unknown id). What a home shows first is read from a database that 0.148 and later fill in
 * the background, so an empty thread is resumed (in the copy) and read again.
 */
export async function readThreadWithCodex(version: string, home: string, threadId: string): Promise<CodexThread> {
  return withAppServer(version, home, async (server) => {
    await listThreads(server);
    const first = await readThread(server, threadId);
    if (first.turns.length > 0) return first;
    await server.call("thread/resume", { threadId }).catch(() => undefined);
    return readThread(server, threadId);
  });
}

async function readThread(server: AppServer, threadId: string): Promise<CodexThread> {
  const answer = (await server.call("thread/read", { threadId, includeTurns: true })) as { thread: CodexThread };
  return answer.thread;
}

async function listThreads(server: AppServer): Promise<CodexThread[]> {
  const threads: CodexThread[] = [];
  for (const archived of [false, true]) {
    const params = { limit: 100, modelProviders: [], sourceKinds: SOURCE_KINDS, archived };
    for (let cursor: unknown = null; ;) {
      const page = (await server.call("thread/list", { ...params, ...(cursor === null ? {} : { cursor }) })) as {
        data: CodexThread[];
        nextCursor?: string | null;
      };
      threads.push(...page.data);
      cursor = page.nextCursor ?? null;
      if (cursor === null) break;
    }
  }
  return threads;
}

async function withAppServer<T>(version: string, home: string, ask: (server: AppServer) => Promise<T>): Promise<T> {
  const codex = await fetchCodex(version);
  const place = makeWorkplace();
  try {
    for (const part of ["sessions", "archived_sessions", "session_index.jsonl"]) {
      const from = join(resolve(home), part);
      if (existsSync(from)) cpSync(from, join(place.home, part), { recursive: true, preserveTimestamps: true });
    }
    mkdirSync(join(place.home, "sessions"), { recursive: true });
    writeConfig(place, { model: defaultModel(version), provider: "mock", baseUrl: "http://127.0.0.1:9/v1" });
    const server = await AppServer.start(codex, place);
    try {
      // Answers speak of the home that was asked about, not of the copy.
      const answer = JSON.stringify(await ask(server));
      return JSON.parse(answer.replaceAll(place.home, resolve(home))) as T;
    } finally {
      server.stop();
    }
  } finally {
    place.dispose();
  }
}
