// A terminal for programs that want one: what is typed goes in, what is drawn comes out as text.

import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";

/** util-linux's `script` makes terminals; it is on nearly every Linux. */
export const HAS_TERMINAL =
  process.platform === "linux" &&
  spawnSync("script", ["--version"], { encoding: "utf8" }).stdout?.includes("util-linux");

const COLUMNS = 120;
const ROWS = 40;
const PATIENCE = 30_000;

// oxlint-disable-next-line no-control-regex
const ESCAPES = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[()][A-Z0-9]|[=>78MDEHc])/g;

/** Questions that a program asks its terminal, and what a plain one answers. */
const ANSWERS: readonly (readonly [string, string])[] = [
  ["\u001b[6n", "\u001b[1;1R"],
  ["\u001b[c", "\u001b[?1;2c"],
  ["\u001b[?u", "\u001b[?0u"],
];

export class Terminal {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #ended: Promise<number | null>;
  #drawn = "";
  #from = 0;

  /** `words` are run by a shell in the terminal; a signal that ends them is told as a shell tells it. */
  constructor(words: readonly string[], options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv }) {
    const quoted = words.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(" ");
    const command = `stty rows ${ROWS} cols ${COLUMNS}; ${quoted}`;
    this.#child = spawn("script", ["-qfec", command, "/dev/null"], { ...options, detached: true });
    this.#ended = once(this.#child, "close").then(([code]) => code as number | null);
    this.#child.stdin.on("error", () => undefined);
    this.#child.stdout.setEncoding("utf8").on("data", (text: string) => {
      this.#drawn += text.replaceAll(ESCAPES, (escape) => (/[HGd]$/.test(escape) ? "\n" : ""));
      for (const [question, answer] of ANSWERS) {
        for (let asked = text.split(question).length; asked > 1; asked--) this.#child.stdin.write(answer);
      }
    });
  }

  /** Everything that was drawn, without positions and colours. */
  get drawn(): string {
    return this.#drawn;
  }

  type(keys: string): void {
    this.#from = this.#drawn.length;
    this.#child.stdin.write(keys);
  }

  /** Types a word until it is drawn: a program that is still starting may lose keys. */
  async write(word: string): Promise<void> {
    for (let tries = 0; tries < 8; tries++) {
      this.type(word);
      if (await this.#sees(new RegExp(word), PATIENCE / 8)) return sleep(300);
      this.type(KEYS.clear);
    }
    throw this.#missing(word);
  }

  /** Waits until something is drawn since the last keys. */
  async until(wanted: RegExp): Promise<void> {
    if (!(await this.#sees(wanted, PATIENCE))) throw this.#missing(wanted);
    // What is drawn may take keys a moment later.
    await sleep(300);
  }

  async #sees(wanted: RegExp, ms: number): Promise<boolean> {
    for (const begun = Date.now(); !wanted.test(this.#drawn.slice(this.#from)); await sleep(50)) {
      if (Date.now() - begun > ms) return false;
    }
    return true;
  }

  #missing(wanted: RegExp | string): Error {
    return new Error(`${wanted} was not drawn:\n${this.#drawn.slice(-4000)}`);
  }

  /** Waits for the end, and says how it ended. */
  async ended(): Promise<number | null> {
    return this.#ended;
  }

  stop(): void {
    if (this.#child.pid === undefined) return;
    try {
      process.kill(-this.#child.pid, "SIGKILL");
    } catch {
      // Already gone.
    }
  }
}

export const KEYS = { enter: "\r", escape: "\u001b", interrupt: "\u0003", clear: "\u0015" } as const;
