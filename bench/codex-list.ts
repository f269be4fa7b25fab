// Codex's own list of a home's sessions, beside which `rollbook list` is measured: `thread/list` of its app-server.

import { spawn } from "node:child_process";
import { constants, cpSync, existsSync, mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { SOURCE_KINDS } from "rollbook-core/protocol";
import type { Sample } from "./child.ts";

/** As many as a page of `rollbook list`. */
const PAGE = 25;
/** Unless told so Codex leaves out what no person began by hand, and other providers than the one it is set to. */
const QUESTION = { limit: PAGE, modelProviders: [], sourceKinds: SOURCE_KINDS };

/**
 * Time from the start of the process to its first page of all sessions of `home`. Codex writes into the home it is given,
 * so it is given one in `place`, with a copy of the sessions. `first`: its database is empty; else it knows all of them.
 * Throws where anything of `home` itself has changed.
 */
export async function askCodexList(program: string, home: string, place: string, first: boolean): Promise<Sample> {
  const before = printOf(home, true);
  const own = join(place, first ? "first" : "later");
  if (first || printOf(own, false) !== printOf(home, false)) {
    rmSync(own, { recursive: true, force: true });
    copySessions(home, own);
    // Its database is filled by then.
    if (!first) await ask(program, own);
  }
  try {
    const seconds = await ask(program, own);
    if (printOf(home, true) !== before) throw new Error(`${home} has changed while Codex listed a copy of it`);
    return { seconds, rss: 0, figure: seconds };
  } finally {
    if (first) rmSync(own, { recursive: true, force: true });
  }
}

/** Where the file system can, the copies share their bytes until one is written to. */
function copySessions(home: string, own: string): void {
  mkdirSync(own, { recursive: true });
  const mode = constants.COPYFILE_FICLONE;
  cpSync(join(home, "sessions"), join(own, "sessions"), { recursive: true, preserveTimestamps: true, mode });
}

/** Names, sizes and times of all sessions; `exactly`: and that they are the same files. */
function printOf(home: string, exactly: boolean): string {
  const sessions = join(home, "sessions");
  if (!existsSync(sessions)) return "";
  const names = readdirSync(sessions, { recursive: true, encoding: "utf8" }).toSorted();
  const stamps = names.map((name) => {
    const stats = statSync(join(sessions, name));
    if (!stats.isFile()) return name;
    return [name, stats.size, Math.floor(stats.mtimeMs), exactly ? stats.ino : 0].join(" ");
  });
  return stamps.join("\n");
}

function ask(program: string, home: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const env = { PATH: process.env["PATH"] ?? "", HOME: home, CODEX_HOME: home };
    const start = process.hrtime.bigint();
    let seconds: number | null = null;
    const child = spawn(program, ["app-server"], { env, stdio: ["pipe", "pipe", "ignore"] });
    const send = (message: object): void => void child.stdin.write(`${JSON.stringify(message)}\n`);
    child.on("error", reject);
    child.on("close", (code) => {
      if (seconds !== null) resolve(seconds);
      else reject(new Error(`${program} ended with ${code ?? "a signal"} before it answered with a page`));
    });
    createInterface({ input: child.stdout }).on("line", (line) => {
      const { id, result } = JSON.parse(line) as { id?: number; result?: { data?: readonly unknown[] } };
      // A database that is still being filled lists what it has so far.
      if (id === 1) send({ id: 2, method: "thread/list", params: QUESTION });
      if (id !== 2) return;
      if (result?.data?.length === PAGE) seconds = Number(process.hrtime.bigint() - start) / 1e9;
      child.kill();
    });
    const clientInfo = { name: "bench", title: null, version: "1.0.0" };
    send({ id: 1, method: "initialize", params: { clientInfo, capabilities: null } });
    send({ method: "initialized" });
  });
}
