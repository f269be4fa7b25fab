// Where lines of session files match a pattern: by ripgrep where it is there, else by reading them here.

import { spawn } from "node:child_process";
import { createLineTest } from "rollbook-core/search";
import { readChunks, SourceError } from "../home/index.ts";

export interface Pattern {
  /** In syntax that JavaScript and Rust share. */
  readonly pattern: string;
  readonly ignoreCase: boolean;
}

/** Bytes of a file that a match may be in, from the first to before the last; ascending. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

const LF = 10;
/** Lines of more bytes are not looked at here: they may match. */
export const LONGEST = 64 << 20;

/** Of each file that has any. Files that cannot be read have none. Once it is aborted nobody waits for the answer. */
export async function grepFiles(
  paths: readonly string[],
  asked: Pattern,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, readonly Span[]>> {
  const found = new Map<string, Span[]>();
  const packed = paths.filter((path) => path.endsWith(".zst"));
  const plain = paths.filter((path) => !path.endsWith(".zst"));
  const slow = plain.length > 0 && !(await ripgrep(plain, asked, found, signal)) ? paths : packed;
  for (const path of slow) {
    if (signal.aborted) break;
    const spans = await grepFile(path, asked);
    if (spans.length > 0) found.set(path, spans);
  }
  for (const spans of found.values()) spans.sort((a, b) => a.from - b.from);
  return found;
}

/** False when there is no ripgrep, or none that understands. */
function ripgrep(
  paths: readonly string[],
  { pattern, ignoreCase }: Pattern,
  found: Map<string, Span[]>,
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
        const from = Number.parseInt(line.slice(end + 1), 10);
        if (end === -1 || Number.isNaN(from)) continue;
        const path = line.slice(0, end);
        const span = { from, to: from + 1 };
        const spans = found.get(path);
        if (spans === undefined) found.set(path, [span]);
        else spans.push(span);
      }
    });
    child.on("error", () => resolve(false));
    // 1: nothing was found; 2: some file could not be read, or the pattern is none.
    child.on("close", (code) => resolve(code === 0 || code === 1 || found.size > 0));
  });
}

/** Whole lines. */
async function grepFile(path: string, { pattern, ignoreCase }: Pattern): Promise<Span[]> {
  const matches = createLineTest(pattern, ignoreCase);
  const spans: Span[] = [];
  let held: Uint8Array[] = [];
  let length = 0;
  let at = 0;
  const look = (): void => {
    const line = length > LONGEST ? null : Buffer.concat(held).toString("latin1");
    if (length > 0 && (line === null || matches(line))) spans.push({ from: at, to: at + length });
    at += length + 1;
    held = [];
    length = 0;
  };
  const hold = (bytes: Uint8Array): void => {
    length += bytes.length;
    if (length <= LONGEST) held.push(bytes);
  };
  try {
    for await (const chunk of readChunks(path)) {
      let from = 0;
      for (let end = chunk.indexOf(LF); end !== -1; end = chunk.indexOf(LF, from)) {
        hold(chunk.subarray(from, end));
        look();
        from = end + 1;
      }
      // The room of a chunk is used again.
      if (from < chunk.length) hold(chunk.slice(from));
    }
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
  }
  look();
  return spans;
}
