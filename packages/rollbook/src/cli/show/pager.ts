// Text for a person at a terminal: straight to it while it fits the screen, through a pager when it does not.

import { spawn, type ChildProcess } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { openStdout } from "../output/stdout.ts";
import type { Output } from "../output/descriptor.ts";

export interface PagerOptions {
  /** As a shell understands it. */
  readonly command: string;
  /** Lines and columns of the screen. */
  readonly rows: number;
  readonly columns: number;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The pager of this environment: `PAGER`, else `less`; null where none is wanted (`PAGER` is empty or `cat`), or there. */
export function pagerOf(env: Readonly<Record<string, string | undefined>>): string | null {
  const named = (env["PAGER"] ?? "less -R").trim();
  const [program = ""] = named.split(/\s+/);
  return program === "" || program === "cat" || !isThere(program, env["PATH"] ?? "") ? null : named;
}

function isThere(program: string, path: string): boolean {
  // A shell may make more of it than a name.
  if (!/^[\w./~-]+$/.test(program) || program.startsWith("~")) return true;
  const places = program.includes("/") ? [program] : path.split(delimiter).map((directory) => join(directory, program));
  return places.some((place) => {
    try {
      accessSync(place, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Holds text back until it is more than the screen holds, and then starts the pager. */
export function pagedOutput({ command, rows, columns, env }: PagerOptions, straight: Output = openStdout()): Output {
  let held: (string | Uint8Array)[] = [];
  let lines = 0;
  let pager: ChildProcess | null = null;
  let ended = Promise.resolve();
  let closed = false;

  function start(): void {
    // Without this, less would give back the screen as it was before, and nothing would be left to look at.
    const child = spawn(command, { shell: true, stdio: ["pipe", "inherit", "inherit"], env: { LESS: "FRX", ...env } });
    pager = child;
    ended = new Promise((resolve) => {
      for (const event of ["error", "close"]) child.once(event, () => resolve());
    });
    void ended.then(() => (closed = true));
    child.stdin?.on("error", () => (closed = true));
    // Ctrl-C is for the pager: whoever reads in it does not want to lose it.
    process.on("SIGINT", ignore);
    for (const text of held) give(text);
    held = [];
  }

  function give(text: string | Uint8Array): void {
    if (!closed) pager?.stdin?.write(text);
  }

  return {
    write(text) {
      if (pager !== null) {
        give(text);
        return;
      }
      held.push(text);
      lines += linesIn(text, columns);
      if (lines >= rows) start();
    },
    async settle() {
      const stdin = pager?.stdin;
      if (stdin === null || stdin === undefined || closed || !stdin.writableNeedDrain) return;
      await new Promise((resolve) => {
        for (const event of ["drain", "close", "error"]) stdin.once(event, resolve);
      });
    },
    async finish() {
      if (pager === null) {
        for (const text of held) straight.write(text);
        held = [];
        await straight.finish();
        return;
      }
      pager.stdin?.end();
      await ended;
      process.off("SIGINT", ignore);
    },
    discard() {
      held = [];
      pager?.stdin?.destroy();
    },
    isClosed: () => closed,
  };
}

function ignore(): void {}

function linesIn(text: string | Uint8Array, columns: number): number {
  const words = typeof text === "string" ? text : Buffer.from(text).toString("utf8");
  let count = 0;
  let width = 0;
  for (const character of words.replaceAll(COLOUR, "")) {
    width += 1;
    if (character !== "\n" && width <= columns) continue;
    count += 1;
    width = character === "\n" ? 0 : 1;
  }
  return count;
}

// oxlint-disable-next-line no-control-regex -- The escape is what is looked for.
const COLOUR = /\u001b\[[0-9;]*m/g;
