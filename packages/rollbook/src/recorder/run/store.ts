// The directories of one run: a staging directory until the thread is known, then one for each root thread.

import { appendFileSync, closeSync, existsSync, lstatSync, mkdirSync, openSync, readdirSync, readSync } from "node:fs";
import { realpathSync, renameSync, rmdirSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from "node:fs";
import { randomBytes } from "node:crypto";
import { basename, dirname, join, relative, resolve } from "node:path";
import { TUI_RECORD } from "../told/tui-record.ts";
import { papersOf } from "./papers.ts";

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const CHUNK = 1 << 20;

/** Files a second run adds to; of anything else the newer stays. */
const ADDED_TO = /\.(?:log|jsonl)$/;

/**
 * Where what is recorded goes. All of it throws the system's errors; what was written before stays.
 * Codex is told the staging path (for its trace) before any thread is known, so that path stays good for as long as the
 * run takes: once the directory has its name, a link stands there.
 */
export class Store {
  #root: string;
  readonly staging: string;
  #first: string | null = null;
  #named = false;
  readonly #others = new Map<string, string>();
  /** Root threads that have no directory of their own, and in whose they are. */
  readonly #guests = new Map<string, string>();
  /** Files that Codex has open, in a directory that has others of their names. */
  readonly #apart = new Map<string, string>();

  /** Makes the staging directory in `root`, which is made where it is missing; or takes up one that was left there. */
  constructor(root: string, left: string | null = null) {
    this.#root = root;
    this.staging = left ?? join(root, `.rollbook-${randomBytes(6).toString("hex")}`);
    if (left !== null) return;
    makeRoot(root);
    mkdirSync(this.staging, { mode: 0o700 });
    mkdirSync(join(this.staging, "trace"), { mode: 0o700 });
    hideFromCodex(this.staging);
  }

  /** The directories of a run that was cut, as it had left them. `sessions`: the threads that have theirs. */
  static left(root: string, staging: string, sessions: readonly string[]): Store {
    const store = new Store(root, staging);
    if (lstatSync(staging).isSymbolicLink()) {
      const final = realpathSync(staging);
      store.#first = basename(final);
      store.#named = true;
      const apart = join(final, `${basename(staging)}-${TUI_RECORD}`);
      if (existsSync(apart)) store.#apart.set(TUI_RECORD, apart);
    }
    for (const session of sessions) if (session !== store.#first) store.#others.set(session, join(root, session));
    return store;
  }

  /** Where directories get their names. */
  get root(): string {
    return this.#root;
  }

  /** Threads get their directories there, whatever was said before; none has one yet. */
  moveTo(root: string): void {
    this.#root = root;
  }

  /** For bodies on their way to a directory; it is not renamed, and gone at the end. */
  get spool(): string {
    return `${this.staging}.spool`;
  }

  /** The root thread whose directory the staging directory becomes; null until there is one. */
  get first(): string | null {
    return this.#first;
  }

  /** The root thread in whose directory things of this one are: the run's first, where nothing else was said. */
  home(sessionId: string | null): string | null {
    if (sessionId === null || sessionId === this.#first || this.#others.has(sessionId)) return sessionId ?? this.#first;
    return this.#guests.get(sessionId) ?? this.#first;
  }

  /** A thread that has no directory stays with the one that had come last when it was first heard of. */
  lodge(sessionId: string): void {
    const last = this.sessions().at(-1);
    if (last === undefined || this.#guests.has(sessionId) || this.home(sessionId) === sessionId) return;
    this.#guests.set(sessionId, last);
  }

  /** The directory for a root thread. */
  directory(sessionId: string | null): string {
    const home = this.home(sessionId);
    const other = home === null ? undefined : this.#others.get(home);
    return other ?? (this.#named && this.#first !== null ? join(this.#root, this.#first) : this.staging);
  }

  /** The root threads that have directories, the first one first. */
  sessions(): readonly string[] {
    return [...(this.#first === null ? [] : [this.#first]), ...this.#others.keys()];
  }

  /** `name` is a path in the directory; an absolute one is taken as it is. */
  append(sessionId: string | null, name: string, text: string | Uint8Array): void {
    const path = resolve(this.directory(sessionId), name);
    if (name.includes("/")) mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    appendFileSync(path, text, { mode: 0o600 });
  }

  /** Gives a root thread a directory: the first one the staging directory, as soon as `name` is called. */
  claim(sessionId: string): void {
    if (!ID.test(sessionId) || sessionId === this.#first || this.#others.has(sessionId)) return;
    if (this.#first === null) {
      this.#first = sessionId;
      return;
    }
    const path = join(this.#root, sessionId);
    mkdirSync(path, { recursive: true, mode: 0o700 });
    hideFromCodex(path);
    this.#others.set(sessionId, path);
  }

  /** Renames the staging directory, or adds what is in it to the directory an earlier run has left. */
  name(): void {
    if (this.#named || this.#first === null) return;
    const final = join(this.#root, this.#first);
    mkdirSync(this.#root, { recursive: true, mode: 0o700 });
    if (!this.#rename(final)) {
      this.#setApart(final);
      merge(this.staging, final);
      rmdirSync(this.staging);
    }
    this.#named = true;
    symlinkSync(relative(dirname(this.staging), final), this.staging);
  }

  /** False where there is a directory of that name. */
  #rename(final: string): boolean {
    if (existsSync(final)) return false;
    try {
      renameSync(this.staging, final);
      return true;
    } catch (error) {
      // Another run of the thread may have come first.
      if (existsSync(final)) return false;
      throw error;
    }
  }

  /** Where a file is that Codex writes itself, by the name it has in the directory. */
  place(name: string): string {
    return this.#apart.get(name) ?? join(this.staging, name);
  }

  /** Codex has ended: what it wrote is added to what was there before. */
  rejoin(): void {
    for (const [name, path] of this.#apart) {
      this.#apart.delete(name);
      addTo(join(dirname(path), name), path);
      unlinkSync(path);
    }
  }

  /** What Codex writes to a file that is added to another, and gone then, would be lost. */
  #setApart(final: string): void {
    if (![this.staging, final].every((directory) => existsSync(join(directory, TUI_RECORD)))) return;
    const path = join(final, `${basename(this.staging)}-${TUI_RECORD}`);
    renameSync(join(this.staging, TUI_RECORD), path);
    this.#apart.set(TUI_RECORD, path);
  }

  /** The end of the run: the link goes; a staging directory that never got a name stays, or goes with what is in it. */
  close(keep: boolean): void {
    rmSync(papersOf(this.staging), { force: true });
    rmSync(this.spool, { recursive: true, force: true });
    const stats = lstatSync(this.staging, { throwIfNoEntry: false });
    if (stats === undefined) return;
    if (stats.isSymbolicLink()) unlinkSync(this.staging);
    else if (!keep) rmSync(this.staging, { recursive: true, force: true });
  }
}

/** Versions up to 0.36 look for sessions as a search in a repository does. */
function hideFromCodex(directory: string): void {
  writeFileSync(join(directory, ".gitignore"), "*\n", { mode: 0o600 });
}

/** Node's own way to make parents never comes back from a file system such as /proc. */
function makeRoot(path: string): void {
  if (existsSync(path)) return;
  makeRoot(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    // Codex, or another recorder, may have made it just now.
    if (!existsSync(path)) throw error;
  }
}

function merge(from: string, to: string): void {
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    const there = lstatSync(target, { throwIfNoEntry: false });
    // Runs are entered into the manifest that is there.
    if (entry.name === "manifest.json" && there !== undefined) unlinkSync(source);
    else if (entry.isDirectory() && there?.isDirectory()) {
      merge(source, target);
      rmdirSync(source);
    } else if (there !== undefined && entry.isFile() && ADDED_TO.test(entry.name) && !isLinked(source)) {
      addTo(target, source);
      unlinkSync(source);
    } else {
      if (there !== undefined) rmSync(target, { recursive: true, force: true });
      mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
      renameSync(source, target);
    }
  }
}

function addTo(target: string, source: string): void {
  const file = openSync(source, "r");
  try {
    const chunk = Buffer.allocUnsafe(CHUNK);
    for (let got = readSync(file, chunk); got > 0; got = readSync(file, chunk)) {
      appendFileSync(target, chunk.subarray(0, got), { mode: 0o600 });
    }
  } finally {
    closeSync(file);
  }
}

/** A session file that is linked is Codex's, not ours to add to. */
function isLinked(path: string): boolean {
  return basename(path).startsWith("rollout-");
}
