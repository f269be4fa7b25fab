// Where lines of session files match a pattern: by ripgrep where it is there, else by reading them here.

import { spawn } from "node:child_process";
import { readChunks, SourceError } from "../home/index.ts";

export interface Pattern {
  /** In syntax that JavaScript and Rust share. */
  readonly pattern: string;
  readonly ignoreCase: boolean;
}

/** Byte offsets in a file, each inside of a line that matches; ascending. */
export type Offsets = readonly number[];

const LF = 10;

/** Of each file that has any. Files that cannot be read have none. Once it is aborted nobody waits for the answer. */
export async function grepFiles(
  paths: readonly string[],
  asked: Pattern,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Offsets>> {
  const found = new Map<string, number[]>();
  const packed = paths.filter((path) => path.endsWith(".zst"));
  const plain = paths.filter((path) => !path.endsWith(".zst"));
  const slow = plain.length > 0 && !(await ripgrep(plain, asked, found, signal)) ? paths : packed;
  for (const path of slow) {
    if (signal.aborted) break;
    const offsets = await grepFile(path, asked);
    if (offsets.length > 0) found.set(path, offsets);
  }
  for (const offsets of found.values()) offsets.sort((a, b) => a - b);
  return found;
}

/** False when there is no ripgrep, or none that understands. */
function ripgrep(
  paths: readonly string[],
  { pattern, ignoreCase }: Pattern,
  found: Map<string, number[]>,
  signal: AbortSignal,
): Promise<boolean> {
  const flags = [
    "--no-config",
    "--no-messages",
    "--text",
    "--null",
    "--with-filename",
    "--no-line-number",
    "--color=never",
  ];
  // Nothing of what matched is printed, only where.
  const places = ["--byte-offset", "--only-matching", "--replace", ""];
  const args = [...flags, ...places, ...(ignoreCase ? ["--ignore-case"] : []), "--regexp", pattern, "--", ...paths];
  return new Promise((resolve) => {
    const child = spawn("rg", args, { stdio: ["ignore", "pipe", "ignore"], signal });
    let rest = "";
    child.stdout.setEncoding("utf8");
    child.stdout.on("data", (text: string) => {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) {
        const end = line.indexOf("\0");
        const offset = Number.parseInt(line.slice(end + 1), 10);
        if (end === -1 || Number.isNaN(offset)) continue;
        const path = line.slice(0, end);
        const offsets = found.get(path);
        if (offsets === undefined) found.set(path, [offset]);
        else offsets.push(offset);
      }
    });
    child.on("error", () => resolve(false));
    // 1: nothing was found; 2: some file could not be read, or the pattern is none.
    child.on("close", (code) => resolve(code === 0 || code === 1 || found.size > 0));
  });
}

async function grepFile(path: string, { pattern, ignoreCase }: Pattern): Promise<number[]> {
  const regex = new RegExp(pattern, ignoreCase ? "gi" : "g");
  const offsets: number[] = [];
  let held: Buffer = Buffer.alloc(0);
  let at = 0;
  const look = (bytes: Buffer): void => {
    const text = bytes.toString("latin1");
    regex.lastIndex = 0;
    for (let match = regex.exec(text); match !== null; match = regex.exec(text)) {
      offsets.push(at + match.index);
      // One place of a line is enough.
      const end = text.indexOf("\n", match.index);
      if (end === -1) break;
      regex.lastIndex = end + 1;
    }
    at += bytes.length;
  };
  try {
    for await (const chunk of readChunks(path)) {
      const bytes = Buffer.concat([held, chunk]);
      const whole = bytes.lastIndexOf(LF) + 1;
      look(bytes.subarray(0, whole));
      held = Buffer.from(bytes.subarray(whole));
    }
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
  }
  look(held);
  return offsets;
}
