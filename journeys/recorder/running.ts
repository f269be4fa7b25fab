// A codex exec behind rollbook record that can be watched and ended while it runs.

import { spawn, type ChildProcess } from "node:child_process";
import { readFileSync, readlinkSync, realpathSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { Codex, Workplace } from "../../lab/index.ts";
import { ROLLBOOK } from "./wrapped.ts";

const PATIENCE = 30_000;

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export class Running {
  stdout = "";
  stderr = "";
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;

  /** `options` of rollbook record; null runs Codex itself. `before` are words that run it all. */
  constructor(
    codex: Codex,
    place: Workplace,
    options: readonly string[] | null,
    args: readonly string[],
    before: readonly string[] = [],
  ) {
    const own = options === null ? [] : [process.execPath, ROLLBOOK, "record", "--persist-session", ...options, "--"];
    const [program = "", ...words] = [...before, ...own, codex.program, ...args];
    const stdio = ["pipe", "pipe", "pipe"] as const;
    this.child = spawn(program, words, { cwd: place.repo, env: place.env, detached: true, stdio: [...stdio] });
    this.child.stdout?.setEncoding("utf8").on("data", (text: string) => (this.stdout += text));
    this.child.stderr?.setEncoding("utf8").on("data", (text: string) => (this.stderr += text));
    this.child.stdin?.on("error", () => undefined);
    this.ended = new Promise((done, fail) => {
      this.child.on("error", fail);
      this.child.on("close", (code, signal) => done({ code, signal }));
    });
  }

  /** Waits until something is so. */
  async until(what: () => boolean): Promise<void> {
    const begun = Date.now();
    while (!what()) {
      if (Date.now() - begun > PATIENCE) throw new Error(`it did not come to that:\n${this.stdout}\n${this.stderr}`);
      await sleep(25);
    }
  }

  /** Ends it and all it started. */
  stop(): void {
    if (this.child.pid === undefined) return;
    try {
      process.kill(-this.child.pid, "SIGKILL");
    } catch {
      // Already gone.
    }
  }
}

/** The process of Codex itself, which is this one or was started by it (Linux). */
export function programUnder(pid: number, { program }: Codex): number {
  const isCodex = (id: number): boolean => readlinkSync(`/proc/${id}/exe`) === realpathSync(program);
  if (isCodex(pid)) return pid;
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ").map(Number);
  const found = children.find(isCodex);
  if (found === undefined) throw new Error("the recorder has started no Codex");
  return found;
}

const FLAGS = ["--skip-git-repo-check", "--dangerously-bypass-approvals-and-sandbox", "--json"];

export function exec(prompt: string): readonly string[] {
  return ["exec", ...FLAGS, prompt];
}

export function resume(id: string, prompt: string): readonly string[] {
  return ["exec", ...FLAGS, "resume", id, prompt];
}
