// Runs Codex as if the recorder were not there: where the system can, this process becomes Codex.

import { spawn } from "node:child_process";
import { endLike, passSignals } from "./signals.ts";

/**
 * Does not return where this process can be replaced. Elsewhere it resolves with the exit code; a signal that ended
 * Codex ends this process too. Rejects when the program cannot be started.
 */
export async function runPlain(
  program: string,
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<number> {
  const given = Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
  if (process.platform !== "win32" && process.execve !== undefined) {
    blockAgain();
    process.execve(program, argv, given);
  }
  const child = spawn(program, argv.slice(1), { argv0: argv[0], stdio: "inherit", env: given });
  const stop = passSignals(child);
  return new Promise((done, fail) => {
    child.on("error", fail);
    child.on("exit", (code, signal) => {
      stop();
      done(endLike(code, signal));
    });
  });
}

/** Node has standard error not wait as soon as it looks at it, and Codex would inherit that. */
function blockAgain(): void {
  const { _handle: handle } = process.stderr as { _handle?: { setBlocking?: (blocking: boolean) => void } };
  handle?.setBlocking?.(true);
}
