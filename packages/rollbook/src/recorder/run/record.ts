// One recorded run: Codex is started as it was asked for, and whatever becomes of the recording, it runs to its end.

import { spawn, type ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import type { Readable } from "node:stream";
import { Secrets } from "../secrets/index.ts";
import { startGuard, type Guard } from "../guard/guard.ts";
import { AppServerTap } from "../told/app-server.ts";
import { EventsTap } from "../told/exec-events.ts";
import { readCommand, type CodexCommand } from "./command.ts";
import { finish } from "./finish.ts";
import { environmentFor, hideArguments } from "./given.ts";
import type { RecordOptions, Recorded } from "./options.ts";
import { lookAt } from "./looking.ts";
import { ask, stumbles, versionIn } from "./program.ts";
import { EVENTS, Recording } from "./recording.ts";
import { endLeft } from "./left.ts";
import { takeLeft, writePapers, type Papers } from "./papers.ts";
import { endEarly, passSignals } from "./signals.ts";
import { copiedStreams, outputFile, passStreams, stdioFor, type Copied } from "./streams.ts";
import { Troubles } from "./troubles.ts";
import { openWire, type Wire } from "./wire.ts";

/** Rejects only where Codex itself cannot be started. */
export async function record(options: RecordOptions): Promise<Recorded> {
  const troubles = new Troubles();
  const failing = (error: unknown): void => troubles.add("the recorder", error);
  process.on("uncaughtException", failing);
  process.on("unhandledRejection", failing);
  // Warnings of Node's are none of Codex's output.
  process.removeAllListeners("warning");
  const secrets = new Secrets();
  secrets.addEnvironment(options.env);
  const run = new Run(options, secrets, troubles);
  return run.play();
}

class Run {
  readonly #options: RecordOptions;
  readonly #secrets: Secrets;
  readonly #troubles: Troubles;
  readonly #command: CodexCommand;
  readonly #id = randomUUID();
  readonly #startedAt = new Date().toISOString();
  readonly #recording: Recording | null;
  readonly #copied: Copied;
  readonly #output: ReturnType<typeof outputFile>;

  constructor(options: RecordOptions, secrets: Secrets, troubles: Troubles) {
    this.#options = options;
    this.#secrets = secrets;
    this.#troubles = troubles;
    this.#command = readCommand(options.argv.slice(1));
    this.#recording =
      troubles.guard(
        `nothing was recorded, for ${options.root} cannot be written to`,
        () => new Recording(options, this.#id, secrets, troubles),
      ) ?? null;
    this.#copied = this.#recording === null ? null : copiedStreams(this.#command);
    this.#output = this.#recording === null ? null : outputFile(this.#command);
  }

  async play(): Promise<Recorded> {
    const { program, argv, env } = this.#options;
    const early = endEarly(() => this.#recording?.store.close(false));
    const { version, help } = await this.#askCodex();
    const { beside } = this.#options;
    if (beside !== null && stumbles(version)) this.#recording?.store.moveTo(beside);
    const added = this.#command.kind === "terminal" && help.includes("--no-daemon") ? ["--no-daemon"] : [];
    const given = environmentFor(this.#options, this.#command, this.#recording?.store.staging ?? null);
    const wire = await this.#openWire(version);
    const words = [...added, ...(wire?.argv ?? argv.slice(1))];
    const environment = { ...(wire?.environment ?? env), ...given };
    const child = spawn(program, words, { argv0: argv[0], stdio: stdioFor(this.#copied), env: environment });
    const stop = passSignals(child);
    early();
    const guard = this.#guard(child, wire);
    const started = new Promise<void>((done, fail) => {
      child.once("spawn", done);
      child.once("error", fail);
    });
    const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((done) => {
      child.once("exit", (code, signal) => done({ code, signal }));
    });
    const passed = this.#pass(child);
    try {
      await started;
    } catch (error) {
      await guard?.dismiss();
      await wire?.close();
      this.#recording?.store.close(false);
      throw error;
    }
    const recording = this.#recording;
    if (recording === null) {
      const { code, signal } = await ended;
      stop();
      return { code, signal, directories: [], troubles: this.#troubles.sentences };
    }
    const about = {
      run_id: this.#id,
      started_at: this.#startedAt,
      rollbook_version: this.#options.rollbookVersion,
      codex: { path: program, version },
      argv: hideArguments([argv[0] ?? "", ...words], this.#secrets),
      added: hideArguments(beyond(words, argv.slice(1)), this.#secrets),
      environment: Object.keys(environment).toSorted(),
      environment_added: Object.keys(environment)
        .filter((name) => environment[name] !== env[name])
        .toSorted(),
      cwd: this.#options.cwd,
    };
    recording.tell({ type: "run_started", ...now(), argv: about.argv, cwd: about.cwd });
    this.#leavePapers(recording, child, guard, about, wire?.missing ?? []);
    const account = {
      options: this.#options,
      command: this.#command,
      recording,
      troubles: this.#troubles,
      secrets: this.#secrets,
      copied: this.#copied,
      given: about,
      unseen: wire?.missing ?? [],
      code: null,
      signal: null,
    };
    const looking = lookAt(account, child.pid ?? 0, this.#output);
    const { code, signal } = await ended;
    await passed;
    await wire?.close();
    looking.stop();
    const last = (): void => recording.tell({ type: "run_ended", ...now(), exit_code: code, signal });
    const directories = await finish({ ...account, code, signal, last }).catch((error: unknown) => {
      this.#troubles.add("the recorder", error);
      return [];
    });
    await guard?.dismiss();
    stop();
    const earlier = await this.#endEarlier(recording);
    return { code, signal, directories, troubles: this.#troubles.sentences, earlier };
  }

  async #openWire(version: string | null): Promise<Wire | null> {
    const recording = this.#recording;
    if (recording === null) return null;
    return openWire(this.#options, version, this.#id, recording, this.#secrets, this.#troubles);
  }

  /** Without a recording Codex is on its own anyway. */
  #guard(codex: ChildProcess, wire: Wire | null): Guard | null {
    const recording = this.#recording;
    if (recording === null) return null;
    const { env: environment } = this.#options;
    const { staging } = recording.store;
    const guarded = {
      codex,
      tap: wire?.tap ?? null,
      copied: this.#copied,
      staging,
      secrets: this.#secrets,
      environment,
    };
    const guard = this.#troubles.guard("its guard", () => startGuard(guarded)) ?? null;
    codex.stdout?.once("close", () => guard?.unread());
    return guard;
  }

  /** For whoever finds the recording where this process was killed. */
  #leavePapers(
    recording: Recording,
    codex: ChildProcess,
    guard: Guard | null,
    given: Papers["given"],
    unseen: readonly string[],
  ): void {
    const { staging, root } = recording.store;
    const { cwd, codexHome, debugLog, debugLogLevel, rollbookVersion } = this.#options;
    const options = { argv: given.argv, cwd, codexHome, debugLog, debugLogLevel, rollbookVersion };
    const since = Date.parse(this.#startedAt);
    this.#troubles.guard("the papers of the run", () =>
      writePapers({ staging, root, since, given, unseen, command: this.#command, copied: this.#copied, options }, [
        process.pid,
        guard?.pid,
        codex.pid,
      ]),
    );
  }

  /** Those that other recorders, killed like their guards, have left where this one records. */
  async #endEarlier({ store }: Recording): Promise<readonly string[]> {
    const found: string[] = [];
    for (const room of new Set([this.#options.root, store.root])) {
      for (const papers of takeLeft(room)) found.push(...(await endLeft(papers, this.#secrets)));
    }
    return found;
  }

  /** Version and options of this Codex, asked for at once; without a recording there is no need for either. */
  async #askCodex(): Promise<{ version: string | null; help: string }> {
    if (this.#recording === null) return { version: null, help: "" };
    const { program, env } = this.#options;
    const { staging } = this.#recording.store;
    const wanted = this.#command.kind === "terminal";
    const [version, help] = await Promise.all([
      ask(program, "--version", env, staging),
      wanted ? ask(program, "--help", env, staging) : "",
    ]);
    return { version: versionIn(version), help };
  }

  #pass(child: ChildProcess): Promise<void> {
    const recording = this.#recording;
    if (recording === null || this.#copied === null) return Promise.resolve();
    const input = (): Readable => process.stdin;
    if (this.#copied === "app-server") {
      const tap = new AppServerTap(recording.hearing);
      return passStreams(child, this.#copied, input, (from, bytes) =>
        this.#troubles.guard("the app-server's stream", () => tap.push(from, bytes)),
      );
    }
    const tap = new EventsTap(recording.hearing);
    return passStreams(child, this.#copied, input, (_, bytes) => {
      this.#troubles.guard("the events of exec", () => {
        for (const line of tap.push(bytes)) recording.write(null, EVENTS, line);
      });
    });
  }
}

/** The words that are in `words` and not in `given`, which are among them in their order. */
function beyond(words: readonly string[], given: readonly string[]): readonly string[] {
  let at = 0;
  return words.filter((word) => {
    if (word !== given[at]) return true;
    at += 1;
    return false;
  });
}

/** What the recorder itself tells, of no thread. */
function now(): {
  readonly at: string;
  readonly thread_id: null;
  readonly turn_id: null;
  readonly call_id: null;
  readonly source: { readonly tap: "recorder"; readonly file: null; readonly line: null };
} {
  const source = { tap: "recorder", file: null, line: null } as const;
  return { at: new Date().toISOString(), thread_id: null, turn_id: null, call_id: null, source };
}
