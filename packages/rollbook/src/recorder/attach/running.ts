// Codex processes that run on this machine, by the session files they have open (where the system tells: Linux).

import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { openRollouts } from "../run/rollouts.ts";

export interface RunningCodex {
  readonly pid: number;
  /** Session files it has open, of the home that was asked about. */
  readonly rollouts: readonly string[];
}

/** Those of this user, and none where the system does not tell. */
export function findRunning(home: string): readonly RunningCodex[] {
  return namesIn("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ pid: Number(name), rollouts: openRollouts(Number(name), home) }))
    .filter(({ rollouts }) => rollouts.length > 0);
}

export interface ProcessFacts {
  readonly program: string;
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** Null where it has ended, or is another user's. */
export function readProcess(pid: number): ProcessFacts | null {
  try {
    const words = (name: string): readonly string[] =>
      readFileSync(`/proc/${pid}/${name}`, "utf8").split("\0").slice(0, -1);
    const variables = words("environ").map((word) => [word.split("=")[0] ?? "", word.replace(/^[^=]*=/, "")] as const);
    return {
      program: readlinkSync(`/proc/${pid}/exe`),
      argv: words("cmdline"),
      cwd: readlinkSync(`/proc/${pid}/cwd`),
      environment: Object.fromEntries(variables),
    };
  } catch {
    return null;
  }
}

/** Whether it has not ended; who may not ask is told that it goes on. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !hasEnded(pid);
  } catch (error) {
    return (error as { readonly code?: unknown }).code === "EPERM";
  }
}

/** A process whose parent has not asked for its end yet keeps its number, and does nothing any more. */
function hasEnded(pid: number): boolean {
  try {
    // The name before it stands in parentheses, and may hold some.
    return /\) [ZX] [^)]*$/.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}

function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}
