// Finds the program as a shell would, and asks it for its version and its options.

import { execFile } from "node:child_process";
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

/** What it prints for an argument such as `--version`; empty when it does not answer. It never sees the codex home. */
export function ask(
  program: string,
  argument: string,
  env: Readonly<Record<string, string | undefined>>,
  staging: string,
): Promise<string> {
  return new Promise((done) => {
    const elsewhere = { ...env, CODEX_HOME: join(staging, "no-home") };
    try {
      execFile(program, [argument], { env: elsewhere, timeout: PATIENCE, encoding: "utf8" }, (error, stdout) =>
        done(error === null ? stdout : ""),
      ).stdin?.end();
    } catch {
      done("");
    }
  });
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
