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

/** The files a process has open to write to; empty where that is not told. Codex reads those of other sessions, too. */
export function filesWritten(pid: number): readonly string[] {
  const process = `/proc/${pid}`;
  try {
    return readdirSync(`${process}/fd`).flatMap((name) => {
      try {
        const path = readlinkSync(`${process}/fd/${name}`);
        return path.startsWith("/") && isWritten(`${process}/fdinfo/${name}`) ? [path] : [];
      } catch {
        return [];
      }
    });
  } catch {
    return [];
  }
}

/** The lowest two bits of the flags, which stand there in octal: 0 is for reading only. */
function isWritten(info: string): boolean {
  const flags = /^flags:\s*([0-7]+)$/m.exec(readFileSync(info, "utf8"))?.[1] ?? "0";
  return (Number.parseInt(flags, 8) & 3) !== 0;
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
