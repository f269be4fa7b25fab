// Starts programs in process groups of their own and sees to it that none of them outlives the lab.

import { spawn, type ChildProcess } from "node:child_process";

const groups = new Set<number>();
let watching = false;

export interface StartOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** `pipe` for a program one talks to; else its standard input is empty. */
  readonly input?: "pipe" | "ignore";
}

/** Starts a program whose whole group ends with `stopGroup`, or at the latest when this process exits. */
export function startGroup(program: string, args: readonly string[], options: StartOptions): ChildProcess {
  if (!watching) {
    watching = true;
    process.on("exit", () => {
      for (const group of groups) kill(group, "SIGKILL");
    });
  }
  const child = spawn(program, args, {
    cwd: options.cwd,
    env: options.env,
    stdio: [options.input ?? "ignore", "pipe", "pipe"],
    detached: process.platform !== "win32",
  });
  if (child.pid !== undefined) groups.add(child.pid);
  return child;
}

/** Ends what is left of a group: the program itself and whatever it started and left behind. */
export function stopGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  kill(child.pid, "SIGKILL");
  groups.delete(child.pid);
}

function kill(group: number, signal: NodeJS.Signals): void {
  try {
    process.kill(process.platform === "win32" ? group : -group, signal);
  } catch {
    // Already gone, which is what was wanted.
  }
}
