// A terminal as people see it: programs draw into it, and what stands on it is read as text (tmux).

import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";

export const HAS_TMUX = spawnSync("tmux", ["-V"]).status === 0;

const PATIENCE = 30_000;

export class Screen {
  readonly #name = `rollbook-${randomUUID()}`;
  readonly #env: NodeJS.ProcessEnv;

  /** `words` are run by a shell; when they have ended the screen says `[ended CODE]`. */
  constructor(words: readonly string[], { cwd, env }: { readonly cwd: string; readonly env: NodeJS.ProcessEnv }) {
    this.#env = env;
    const quoted = words.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(" ");
    // The shell is to outlive a Ctrl-C that is meant for the program.
    const command = `trap : INT; ${quoted}; echo "[ended $?]"; exec sleep 600`;
    this.#tmux("-f", "/dev/null", "new-session", "-d", "-x", "120", "-y", "40", "-c", cwd, command);
  }

  get text(): string {
    return this.#tmux("capture-pane", "-p").trimEnd();
  }

  type(text: string): void {
    this.#tmux("send-keys", "-l", text);
  }

  press(key: "Enter" | "Escape" | "C-c" | "C-u"): void {
    this.#tmux("send-keys", key);
  }

  /** Waits until something stands there. */
  async until(wanted: RegExp): Promise<void> {
    for (const begun = Date.now(); !wanted.test(this.text); await sleep(60)) {
      if (Date.now() - begun > PATIENCE) throw new Error(`${wanted} was not drawn:\n${this.text}`);
    }
    // What is drawn may take keys a moment later.
    await sleep(400);
  }

  /** Types a word until it stands there: a program that is still starting may lose keys. */
  async write(word: string): Promise<void> {
    for (let tries = 0; tries < 8; tries++) {
      this.type(word);
      for (let looks = 0; looks < 20; looks++) {
        if (this.text.includes(word)) return sleep(400);
        await sleep(100);
      }
      this.press("C-u");
    }
    throw new Error(`${word} was not drawn:\n${this.text}`);
  }

  stop(): void {
    this.#tmux("kill-server");
  }

  #tmux(...words: readonly string[]): string {
    const env = { ...this.#env, TERM: "xterm-256color" };
    return spawnSync("tmux", ["-L", this.#name, ...words], { encoding: "utf8", env }).stdout;
  }
}
