// Signals between whoever started the recorder, and Codex.

import type { ChildProcess } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";

const PASSED = ["SIGTERM", "SIGHUP", "SIGUSR1", "SIGUSR2", "SIGCONT", "SIGWINCH"] as const;
const OF_THE_KEYBOARD = ["SIGINT", "SIGQUIT"] as const;

/**
 * Passes signals on to Codex and outlives them. What a keyboard sends goes to all processes at the terminal, Codex
 * among them, so it is passed on only where it cannot have come from there. Returns what ends this.
 */
export function passSignals(child: ChildProcess): () => void {
  const outlive = (): void => undefined;
  if (process.platform === "win32") {
    process.on("SIGINT", outlive);
    return () => void process.off("SIGINT", outlive);
  }
  const pass = (signal: NodeJS.Signals): void => void child.kill(signal);
  const keyed = (signal: NodeJS.Signals): void => {
    if (!atTerminal()) child.kill(signal);
  };
  const pause = (): void => {
    child.kill("SIGTSTP");
    // Whoever waits for this process must see that its job has stopped.
    process.kill(process.pid, "SIGSTOP");
  };
  for (const signal of PASSED) process.on(signal, pass);
  for (const signal of OF_THE_KEYBOARD) process.on(signal, keyed);
  process.on("SIGTSTP", pause);
  return () => {
    for (const signal of PASSED) process.off(signal, pass);
    // Keys that were meant for Codex may still come while this process ends.
    for (const signal of OF_THE_KEYBOARD) process.off(signal, keyed).on(signal, outlive);
    process.off("SIGTSTP", pause);
  };
}

/** Until Codex is there a signal ends what there is; `tidy` takes away what was made. Returns what ends this. */
export function endEarly(tidy: () => void): () => void {
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  const end = (signal: NodeJS.Signals): void => {
    stop();
    tidy();
    process.exit(endLike(null, signal));
  };
  const stop = (): void => {
    for (const signal of signals) process.off(signal, end);
  };
  for (const signal of signals) process.on(signal, end);
  return stop;
}

/** Whether keys typed at a terminal reach this process: it has one, and is in front of it. */
function atTerminal(): boolean {
  try {
    closeSync(openSync("/dev/tty", "r"));
  } catch {
    return false;
  }
  try {
    // The name may hold anything, so what follows is counted from its end: state, parent, group, session, tty, front.
    const fields = readFileSync("/proc/self/stat", "latin1").split(") ").at(-1)?.split(" ") ?? [];
    return fields[2] === fields[5];
  } catch {
    return true;
  }
}

/** The exit code to end with; a signal that ended Codex ends this process in the same way. */
export function endLike(code: number | null, signal: NodeJS.Signals | null): number {
  if (signal === null) return code ?? 1;
  process.removeAllListeners(signal);
  try {
    process.kill(process.pid, signal);
  } catch {
    // What cannot be sent here is told as a shell tells it.
  }
  return 128 + (SIGNAL_NUMBERS[signal] ?? 0);
}

const SIGNAL_NUMBERS: Readonly<Partial<Record<NodeJS.Signals, number>>> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGQUIT: 3,
  SIGABRT: 6,
  SIGKILL: 9,
  SIGSEGV: 11,
  SIGPIPE: 13,
  SIGTERM: 15,
};
