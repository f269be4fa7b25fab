// Captures what can be had of a Codex that somebody else has started, until it ends or the person has enough.

import { randomUUID } from "node:crypto";
import { copyFileSync, cpSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Secrets } from "../secrets/index.ts";
import { TUI_RECORD } from "../told/tui-record.ts";
import { describeStart } from "../run/account.ts";
import { finish } from "../run/finish.ts";
import { hideArguments } from "../run/given.ts";
import { describeFiles, writeManifest } from "../run/manifest.ts";
import type { Recorded, RecordOptions } from "../run/options.ts";
import { ask, stumbles, versionIn } from "../run/program.ts";
import { Recording } from "../run/recording.ts";
import { Troubles } from "../run/troubles.ts";
import { bundlesOf, type Prospect } from "./prospect.ts";
import { isRunning, type ProcessFacts } from "./running.ts";

export interface AttachOptions extends Omit<RecordOptions, "program" | "argv" | "env" | "cwd"> {
  readonly thread: { readonly id: string; readonly root: string; readonly parent: string | null };
  readonly rollout: string;
  readonly prospect: Prospect;
  /** Null where nothing has the session open: then what is there is captured once. */
  readonly running: (ProcessFacts & { readonly pid: number }) | null;
  /** Aborted when the person has enough. */
  readonly enough: AbortSignal;
}

const PAUSE_MS = 200;
const LOOKS_PER_LOG = 5;

/** Throws where no directory can be made; whatever else fails is among the troubles. */
export async function attach(options: AttachOptions): Promise<Recorded> {
  const { running, thread, rollout, prospect, enough } = options;
  const troubles = new Troubles();
  const secrets = new Secrets();
  secrets.addEnvironment(running?.environment ?? {});
  const about: RecordOptions = {
    ...options,
    ...{ program: running?.program ?? "", argv: running?.argv ?? [], env: running?.environment ?? {} },
    ...{ cwd: running?.cwd ?? "", since: 0 },
  };
  const run_id = randomUUID();
  const recording = new Recording(about, run_id, secrets, troubles);
  const { store } = recording;
  const told = running === null ? "" : await ask(running.program, "--version", process.env, store.staging);
  const version = versionIn(told);
  if (options.beside !== null && stumbles(version)) store.moveTo(options.beside);
  const given = {
    ...{ run_id, started_at: new Date().toISOString(), rollbook_version: options.rollbookVersion },
    codex: { path: about.program, version },
    argv: hideArguments(about.argv, secrets),
    ...{ added: [], environment: Object.keys(about.env).toSorted(), environment_added: [], cwd: about.cwd },
  };
  const account = {
    ...{ options: about, recording, troubles, secrets, given, unseen: [], code: null, signal: null },
    ...({ command: { kind: "other", events: false }, copied: null } as const),
  };

  const copy = (): void => {
    for (const name of prospect.traces === null ? [] : bundlesOf(prospect.traces, thread.root)) {
      troubles.guard("the trace of Codex", () =>
        cpSync(join(prospect.traces ?? "", name), join(store.staging, "trace", name), { recursive: true }),
      );
    }
    const { record } = prospect;
    if (record !== null) {
      troubles.guard("the record of the terminal interface", () => copyFileSync(record, store.place(TUI_RECORD)));
    }
  };

  copy();
  recording.see({ thread_id: thread.id, root_id: thread.root, parent_id: thread.parent, rollout });
  describeStart(account, null, store.staging);
  for (let looks = 1; running !== null && !enough.aborted && isRunning(running.pid); looks++) {
    recording.look(running.pid);
    if (looks % LOOKS_PER_LOG === 0) recording.readLogs();
    await sleep(PAUSE_MS, undefined, { signal: enough }).catch(() => undefined);
  }
  copy();
  const directories = await finish({ ...account, last: () => undefined });
  for (const directory of directories) {
    const session = directory.split(/[\\/]/).at(-1) ?? null;
    const run = {
      ...given,
      ended_at: new Date().toISOString(),
      exit_code: null,
      signal: null,
      ...gained(options, recording.logged, troubles),
    };
    const rollouts = recording.rollouts(session);
    const files = await describeFiles(directory);
    troubles.guard("manifest.json", () =>
      writeManifest(directory, { session_id: session, codex_home: options.codexHome, rollouts, run }, files, secrets),
    );
  }
  return { code: null, signal: null, directories, troubles: troubles.sentences };
}

/** As it was foreseen, but for what came to nothing. */
function gained(
  { prospect }: AttachOptions,
  logged: boolean,
  { sentences }: Troubles,
): Pick<Prospect, "captured" | "missing"> {
  const { captured, missing } = prospect;
  const silent = !logged && captured.some(({ what }) => what === "log");
  const lost = sentences.map((why) => ({ what: "recording", why }));
  return {
    captured: captured.filter(({ what }) => !silent || what !== "log"),
    missing: [...missing, ...(silent ? [{ what: "log", why: "Codex logged nothing meanwhile" }] : []), ...lost],
  };
}
