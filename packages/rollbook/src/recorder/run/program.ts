// Finds the program as a shell would, and asks it for its version and its options.

import { spawn } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";

/** The path of the program a shell would start for this word; null when there is none. */
export function findProgram(word: string, env: Readonly<Record<string, string | undefined>>): string | null {
  if (word.includes("/") || (process.platform === "win32" && word.includes("\\"))) {
    return runnable(word) ? resolve(word) : null;
  }
  const ends = process.platform === "win32" ? (env["PATHEXT"] ?? ".EXE").split(";") : [""];
  for (const directory of (env["PATH"] ?? "").split(delimiter)) {
    for (const end of ends) {
      const path = resolve(directory === "" ? "." : directory, `${word}${end}`);
      if (runnable(path)) return path;
    }
  }
  return null;
}

function runnable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

const PATIENCE = 5000;

/**
 * What it prints for an argument such as `--version`; empty when it does not answer in time: then it is ended, with
 * all it has started. It never sees the codex home.
 */
export function ask(
  program: string,
  argument: string,
  env: Readonly<Record<string, string | undefined>>,
  staging: string,
  patience = PATIENCE,
): Promise<string> {
  return new Promise((done) => {
    const elsewhere = { ...env, CODEX_HOME: join(staging, "no-home") };
    const detached = process.platform !== "win32";
    const child = spawn(program, [argument], { env: elsewhere, detached, stdio: ["ignore", "pipe", "ignore"] });
    let said = "";
    const tell = (answer: string): void => {
      clearTimeout(late);
      process.off("exit", end);
      done(answer);
    };
    const end = (): void => {
      if (child.pid !== undefined) endAll(child.pid, detached);
      child.stdout.destroy();
      tell("");
    };
    const late = setTimeout(end, patience);
    process.once("exit", end);
    child.stdout.setEncoding("utf8").on("data", (text: string) => (said += text));
    child.on("error", () => tell(""));
    child.on("close", (code) => tell(code === 0 ? said : ""));
  });
}

function endAll(pid: number, group: boolean): void {
  try {
    process.kill(group ? -pid : pid, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}

/** `codex-cli 0.169.0` → `0.169.0`. */
export function versionIn(answer: string): string | null {
  return /\b(\d+\.\d+\.\d+\S*)/.exec(answer)?.[1] ?? null;
}

/**
 * Whether that Codex looks for a session by its id in the names of all that lies below `sessions`, directories too, and
 * takes what it finds first: a directory named by the id keeps it from resuming.
 */
export function stumbles(version: string | null): boolean {
  const minor = /^0\.(\d+)\./.exec(version ?? "")?.[1];
  return minor !== undefined && Number(minor) > 36 && Number(minor) < 133;
}
