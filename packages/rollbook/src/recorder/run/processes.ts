// What the Codex of this run has open, where the system tells (Linux).

import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { basename } from "node:path";

/** npm's Codex is a script that starts the program: that one has the session files open. */
const STARTERS = /^(?:node|bun|sh|bash|dash|env)/;
const DEEP = 4;

/** The process of the program itself, once it is there; `pid` where the system does not tell. */
export function programProcess(pid: number): number {
  let at = pid;
  for (let depth = 0; depth < DEEP; depth++) {
    const name = programOf(at);
    if (name === null || !STARTERS.test(name)) return at;
    const [child] = childrenOf(at);
    if (child === undefined) return at;
    at = child;
  }
  return at;
}

/** The files a process has open; empty where that is not told. */
export function openFiles(pid: number): readonly string[] {
  const directory = `/proc/${pid}/fd`;
  try {
    return readdirSync(directory).flatMap((name) => {
      try {
        return [readlinkSync(`${directory}/${name}`)];
      } catch {
        return [];
      }
    });
  } catch {
    return [];
  }
}

function programOf(pid: number): string | null {
  try {
    return basename(readlinkSync(`/proc/${pid}/exe`));
  } catch {
    return null;
  }
}

function childrenOf(pid: number): readonly number[] {
  try {
    const text = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim();
    return text === "" ? [] : text.split(" ").map(Number);
  } catch {
    return [];
  }
}
