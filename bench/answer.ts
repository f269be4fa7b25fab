// Asks a server that speaks Codex's protocol for a thread, as a client would that has just started it.

import { spawn } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Sample } from "./child.ts";

/** Time from the start of the process to its answer to `thread/read` with all turns, in a home that holds one session. */
export async function askThread(program: string, args: readonly string[], session: string): Promise<Sample> {
  const home = mkdtempSync(join(tmpdir(), "rollbook-bench-"));
  try {
    const id = threadOf(session);
    const folder = join(home, "sessions", "2026", "01", "05");
    mkdirSync(folder, { recursive: true });
    copyFileSync(session, join(folder, `rollout-2026-01-05T08-00-00-${id}.jsonl`));
    const seconds = await ask(program, args, home, id);
    return { seconds, rss: 0 };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

function threadOf(session: string): string {
  const head = readFileSync(session, "utf8").split("\n", 1)[0] ?? "";
  const header = JSON.parse(head) as { readonly payload: { readonly id: string } };
  return header.payload.id;
}

function ask(program: string, args: readonly string[], home: string, threadId: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const env = { PATH: process.env["PATH"] ?? "", HOME: home, CODEX_HOME: home };
    const start = process.hrtime.bigint();
    const child = spawn(program, args, { env, stdio: ["pipe", "pipe", "ignore"] });
    const send = (message: object): void => void child.stdin.write(`${JSON.stringify(message)}\n`);
    child.on("error", reject);
    child.on("close", (code) => reject(new Error(`${program} ended with ${code ?? "a signal"} before it answered`)));
    createInterface({ input: child.stdout }).on("line", (line) => {
      const message = JSON.parse(line) as Answer;
      if (message.id !== 2) return;
      const seconds = Number(process.hrtime.bigint() - start) / 1e9;
      const turns = message.result?.thread?.turns?.length ?? 0;
      child.kill();
      if (turns === 0) reject(new Error(`${program} answered without turns: ${line.slice(0, 200)}`));
      else resolve(seconds);
    });
    const clientInfo = { name: "bench", title: null, version: "1.0.0" };
    send({ id: 1, method: "initialize", params: { clientInfo, capabilities: null } });
    send({ method: "initialized" });
    send({ id: 2, method: "thread/read", params: { threadId, includeTurns: true } });
  });
}

interface Answer {
  readonly id?: number;
  readonly result?: { readonly thread?: { readonly turns?: readonly unknown[] } };
}
