// Which process a number meant when it was noted, and whether that one still runs.

import { readFileSync } from "node:fs";

export interface ProcessMark {
  readonly pid: number;
  /** What the system calls the moment of its start; null where it does not say. */
  readonly begun: string | null;
}

export function markOf(pid: number): ProcessMark {
  return { pid, begun: statusOf(pid)?.begun ?? null };
}

/** Numbers are used again; and one that has ended keeps its own until somebody asks for its end. */
export function runs({ pid, begun }: ProcessMark): boolean {
  const status = statusOf(pid);
  if (status !== null) return status.state !== "Z" && status.state !== "X" && status.begun === begun;
  if (begun !== null) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { readonly code?: unknown }).code === "EPERM";
  }
}

function statusOf(pid: number): { readonly state: string; readonly begun: string } | null {
  try {
    // The name may hold anything, so what follows is counted from its end.
    const fields = readFileSync(`/proc/${pid}/stat`, "latin1").split(") ").at(-1)?.split(" ") ?? [];
    return { state: fields[0] ?? "", begun: fields[19] ?? "" };
  } catch {
    return null;
  }
}
