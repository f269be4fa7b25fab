// The viewer's server on a codex home, as people start it.

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

const PROGRAM = join(import.meta.dirname, "../../packages/rollbook/bin/rollbook.js");

export interface Serving {
  /** Opens as often as one likes, and lets in who opens it unless there is a password. */
  readonly link: string;
  readonly close: () => void;
}

export interface ServeOptions {
  /** Serves as others on the network are served. */
  readonly password?: string;
  /** Views the session of this name: then the link opens once. */
  readonly named?: string;
}

/**
 * In the repository the pages are built first where they are not,
 * which takes some seconds.
 */
export async function serveHome(home: string, cache: string, { password, named }: ServeOptions = {}): Promise<Serving> {
  const words = named === undefined ? ["serve", "--no-redact"] : ["view", named, "--no-open"];
  const others = password === undefined ? [] : ["--host", "0.0.0.0"];
  const child: ChildProcess = spawn(process.execPath, [PROGRAM, ...words, ...others, "--home", home], {
    stdio: ["ignore", "pipe", "inherit"],
    // The index of a search is for these tests alone.
    env: { ...process.env, NODE_ENV: "", XDG_CACHE_HOME: cache, ROLLBOOK_PASSWORD: password ?? "" },
  });
  let said = "";
  child.stdout?.setEncoding("utf8").on("data", (chunk: string) => (said += chunk));
  const ended = once(child, "close");
  while (!said.includes("\n")) {
    if ((child.exitCode ?? child.signalCode) !== null || child.stdout === null)
      throw new Error("the server ended before it began");
    await Promise.race([once(child.stdout, "data"), ended]);
  }
  return { link: said.trim(), close: () => child.kill() };
}
