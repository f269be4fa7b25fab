// What a command may know and touch of the process it runs in, so that tests can stand in for it.

import { fstatSync, writeSync } from "node:fs";
import { systemCode } from "./exit.ts";
import { printable } from "./printable.ts";

export interface Console {
  /** One line for a person, on standard error; it may hold paths as they are, they are made printable, and the newline is added. */
  readonly note: (line: string) => void;
  /** Standard error is a terminal someone looks at. */
  readonly noticesSeen: boolean;
  /** Standard output is a terminal. */
  readonly outputSeen: boolean;
  /** Characters a line of output may take: `COLUMNS`, else the terminal's width, else no limit. */
  readonly columns: number;
  /** Lines the terminal shows at a time; no limit where there is none. */
  readonly rows: number;
  /** Colours are wanted on standard output (a terminal, and no `NO_COLOR`). */
  readonly colour: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
}

const UNLIMITED = Number.POSITIVE_INFINITY;

/** The console of this process. Looks at file descriptors, not at `process.stdout`, which costs time to build. */
export function openConsole(): Console {
  const env = process.env;
  const outputSeen = isTerminal(1);
  const colour = env["FORCE_COLOR"] !== undefined ? env["FORCE_COLOR"] !== "0" : outputSeen && !env["NO_COLOR"];
  return {
    note,
    get noticesSeen() {
      return isTerminal(2);
    },
    outputSeen,
    // `process.stdout` opens the terminal anew, which is left to commands that write to it.
    get columns() {
      const wanted = Number(env["COLUMNS"]);
      return Number.isInteger(wanted) && wanted > 0 ? wanted : outputSeen ? process.stdout.columns : UNLIMITED;
    },
    get rows() {
      return outputSeen ? process.stdout.rows : UNLIMITED;
    },
    colour,
    env,
  };
}

/** What knows terminals takes a tenth of the time of a start to load, and a pipe or a file is none. */
function isTerminal(fd: number): boolean {
  try {
    return fstatSync(fd).isCharacterDevice() && process.getBuiltinModule("node:tty").isatty(fd);
  } catch {
    return false;
  }
}

function note(line: string): void {
  try {
    writeSync(2, `${printable(line)}\n`);
  } catch (error) {
    // Nobody can be told that nobody listens.
    if (systemCode(error) === null) throw error;
  }
}
