// What is kept of one run while it goes on: taps are read, threads get their directories, records their places.

import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import type { ManifestRollout } from "rollbook-core/recording";
import type { Secrets } from "../secrets/index.ts";
import { RolloutTap } from "../told/rollout.ts";
import type { Call, Hearing, SeenThread, Telling } from "../told/telling.ts";
import { TraceTap } from "../told/trace.ts";
import { TUI_RECORD, TuiRecordTap } from "../told/tui-record.ts";
import { linkedName, linkInto, type LinkKind } from "./links.ts";
import { databaseLog, textLog, type LogTap } from "./log.ts";
import type { RecordOptions } from "./options.ts";
import { programProcess } from "./processes.ts";
import { fittingRollouts, namedRollouts, openRollouts, readRollout, type RolloutFile } from "./rollouts.ts";
import { Store } from "./store.ts";
import { Threads } from "./threads.ts";
import { Troubles } from "./troubles.ts";

export const META_LOG = "session_meta.log";
export const EVENTS = "events.jsonl";

interface Linked {
  readonly file: RolloutFile;
  readonly tap: RolloutTap;
  link: LinkKind | null;
}

/** What there is of the run already. */
export interface Before {
  readonly store: Store;
  readonly isTold: (telling: Telling) => boolean;
}

export class Recording {
  readonly store: Store;
  readonly threads = new Threads();
  readonly #options: RecordOptions;
  readonly #runId: string;
  readonly #secrets: Secrets;
  readonly #troubles: Troubles;
  readonly #hearing: Hearing;
  readonly #trace: TraceTap;
  readonly #record: TuiRecordTap;
  readonly #logs = new Map<string, LogTap>();
  readonly #linked = new Map<string, Linked>();
  /** Root threads that have a session file, or are told where it will be. */
  readonly #filed = new Set<string>();
  readonly #since: number;
  readonly #isTold: Before["isTold"];
  #told = { events: 0, at: 0 };
  /** Whether Codex has logged anything that could be taken. */
  logged = false;
  #program = 0;
  #waiting: Telling[] | null = null;

  /** Throws where no directory can be made. */
  constructor(
    options: RecordOptions,
    runId: string,
    secrets: Secrets,
    troubles: Troubles,
    before: Before | null = null,
  ) {
    this.#options = options;
    this.#since = options.since ?? Date.now();
    this.#runId = runId;
    this.#secrets = secrets;
    this.#troubles = troubles;
    this.store = before?.store ?? new Store(options.root);
    this.#isTold = before?.isTold ?? (() => false);
    const see = (thread: SeenThread): void => this.see(thread);
    this.#hearing = { tell: (telling) => this.tell(telling), see, calls: new Map<string, Call>() };
    this.#trace = new TraceTap(join(this.store.staging, "trace"), this.#hearing, this.#since);
    this.#record = new TuiRecordTap(join(this.store.staging, TUI_RECORD), this.#hearing);
    this.#openLogs(false, new Troubles());
  }

  get hearing(): Hearing {
    return this.#hearing;
  }

  get logs(): readonly LogTap[] {
    return [...this.#logs.values()];
  }

  /** Whether Codex has written a trace. */
  get traced(): boolean {
    return this.#trace.bundles().length > 0;
  }

  see(thread: SeenThread): void {
    const isNew = this.threads.see(thread);
    if (thread.rollout !== null) this.#filed.add(this.threads.rootOf(thread.thread_id));
    if (thread.rollout !== null && existsSync(thread.rollout)) this.#link(thread.rollout);
    if (!isNew) return;
    this.tell({
      type: "thread_seen",
      at: new Date().toISOString(),
      thread_id: thread.thread_id,
      turn_id: null,
      call_id: null,
      parent_thread_id: thread.parent_id,
      rollout: thread.rollout,
      source: { tap: "recorder", file: null, line: null },
    });
  }

  /** What is told while taps are read is written in the order in which it happened, as far as that is known. */
  tell(telling: Telling): void {
    if (this.#waiting === null) this.#enter(telling);
    else this.#waiting.push(telling);
  }

  #enter(telling: Telling): void {
    if (this.#isTold(telling)) return;
    const session_id = telling.thread_id === null ? this.store.first : this.threads.rootOf(telling.thread_id);
    if (session_id !== null) this.store.lodge(session_id);
    const { type, at, ...rest } = telling;
    const record = { schema_version: 1, run_id: this.#runId, at, type, session_id, ...rest };
    this.#write(session_id, META_LOG, `${JSON.stringify(record)}\n`);
  }

  /** Before something of a root thread is written: one that has come to a session file gets its directory now. */
  place(sessionId: string): void {
    if (this.store.first === null || this.store.sessions().includes(sessionId)) return;
    for (const path of openRollouts(this.#program, this.#options.codexHome)) this.#link(path);
    if (this.#filed.has(sessionId)) this.store.claim(sessionId);
    else this.store.lodge(sessionId);
  }

  /** Text of a stream or a log, without the secrets known by now. */
  write(sessionId: string | null, name: string, text: string): void {
    this.#write(sessionId, name, text);
  }

  /** Looks at everything once. `pid` is the process that was started; null when Codex has ended. */
  look(pid: number | null): void {
    const last = pid === null;
    if (pid !== null) this.#program = programProcess(pid);
    const guard = this.#troubles;
    this.#waiting = [];
    guard.guard("the trace of Codex", () => this.#trace.read());
    guard.guard("session files", () => {
      for (const path of openRollouts(this.#program, this.#options.codexHome)) this.#link(path);
      if (last) this.#search();
    });
    guard.guard("session files", () => {
      for (const linked of this.#linked.values()) linked.tap.read();
    });
    guard.guard("the record of the terminal interface", () => this.#record.read());
    const told = inOrder(this.#waiting);
    this.#waiting = null;
    this.#claim(last);
    for (const telling of told) this.#enter(telling);
    guard.guard("links to session files", () => this.#relink(last));
  }

  /** Logs are looked at more seldom than the rest. What cannot be read under Codex's hands is read later, or `last`. */
  readLogs(last = false): void {
    const troubles = last ? this.#troubles : new Troubles();
    this.#openLogs(true, troubles);
    for (const log of this.#logs.values()) troubles.guard("Codex's log", () => log.read(this.#program));
  }

  close(): void {
    this.#trace.close();
    this.#record.close();
    for (const { tap } of this.#linked.values()) tap.close();
    for (const log of this.#logs.values()) log.close();
  }

  /** Session files of a root thread and its subagents. */
  rollouts(sessionId: string | null): readonly ManifestRollout[] {
    return [...this.#linked.values()].flatMap(({ file: { path, thread_id }, link }) => {
      if (link === null || this.store.home(this.threads.rootOf(thread_id)) !== sessionId) return [];
      return [{ name: linkedName(path), path, link, thread_id }];
    });
  }

  bundles(): readonly { readonly name: string; readonly root: string }[] {
    return this.#trace.bundles();
  }

  #write(sessionId: string | null, name: string, text: string): void {
    const hidden = this.#secrets.hide(text).text;
    this.#troubles.guard(`writing ${name}`, () => this.store.append(sessionId, name, hidden));
  }

  /** `fresh`: logs that are found now were not there when the run began. */
  #openLogs(fresh: boolean, troubles: Troubles): void {
    const { debugLog, debugLogLevel } = this.#options;
    const take = (text: string, threadId: string | null): void => {
      const session = threadId === null || !this.threads.has(threadId) ? null : this.threads.rootOf(threadId);
      this.logged = true;
      this.#write(session, debugLog, text);
    };
    for (const { kind, path } of troubles.guard("Codex's log", () => this.#options.findLogs()) ?? []) {
      if (this.#logs.has(path)) continue;
      troubles.guard("Codex's log", () => {
        const log = kind === "log" ? textLog(path, fresh, take) : databaseLog(path, fresh, debugLogLevel, take);
        this.#logs.set(path, log);
      });
    }
  }

  #link(path: string): void {
    if (this.#linked.has(path)) return;
    const file = readRollout(path);
    if (file === null) return;
    const { header, thread_id } = file;
    const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    const begun = header.started_at === null ? this.#since : Date.parse(header.started_at);
    const copied = header.forked_from !== null && header.base === null;
    // What stood there before the run was told by the run that wrote it; times may be cut to seconds.
    const old = begun < this.#since - (begun % 1000 === 0 ? 1000 : 0);
    const from = copied ? size : old ? Math.max(0, size - RECENT) : 0;
    const tap = new RolloutTap(path, { from, since: old ? this.#since : null }, thread_id, this.#hearing);
    this.#linked.set(path, { file, tap, link: null });
    const root_id = header.root_id ?? (header.parent_id === null ? thread_id : null);
    this.see({ thread_id, root_id, parent_id: header.parent_id, rollout: path });
  }

  /** At the end nothing is open any more: what was missed is looked for by name, or by what fits. */
  #search(): void {
    const { codexHome, cwd, argv } = this.#options;
    const ids = this.threads.ids();
    if (ids.length > 0) {
      for (const path of namedRollouts(codexHome)) if (ids.some((id) => path.includes(id))) this.#link(path);
    }
    if (this.#linked.size > 0 || this.traced) return;
    const fitting = fittingRollouts(codexHome, this.#since - 1000, cwd, argv.slice(1));
    if (fitting === null)
      this.#troubles.add("session files", "several fit this run, and nothing tells which are its own");
    for (const { path } of fitting ?? []) this.#link(path);
  }

  /** A thread that has come to something gives the directory its name; others with a session file get their own. */
  #claim(last: boolean): void {
    this.#troubles.guard("the directory of the session", () => {
      const busy = this.#trace.bundles().flatMap(({ root, busy: isBusy }) => (isBusy ? [root] : []));
      const filed = [...this.#linked.values()].map(({ file }) => this.threads.rootOf(file.thread_id));
      const [first] = this.store.first === null ? [...filed, ...busy] : [];
      if (first !== undefined) this.store.claim(first);
      for (const root of filed) this.store.claim(root);
      const { events } = this.#trace;
      const now = Date.now();
      if (events !== this.#told.events) this.#told = { events, at: now };
      // Codex goes on writing its trace below the old name: it is not renamed under its hands.
      if (last || now - this.#told.at > QUIET_MS) this.store.name();
    });
  }

  #relink(last: boolean): void {
    for (const linked of this.#linked.values()) {
      const directory = this.store.directory(this.threads.rootOf(linked.file.thread_id));
      linked.link = linkInto(directory, linked.file.path, last) ?? linked.link;
    }
  }
}

const QUIET_MS = 300;

/** Of a session that is gone on with, this much of its end is looked through for what is new. */
const RECENT = 4 << 20;

/** By time; what has none belongs to what was told after it. */
function inOrder(tellings: readonly Telling[]): readonly Telling[] {
  let next = Number.POSITIVE_INFINITY;
  const timed = tellings.toReversed().map((telling) => {
    if (telling.at !== null) next = Date.parse(telling.at);
    return { telling, time: next };
  });
  return timed
    .toReversed()
    .toSorted((a, b) => (a.time === b.time ? 0 : a.time - b.time))
    .map(({ telling }) => telling);
}
