// What goes between Codex and the model: the tap is opened, Codex is turned to it, records find their directories.

import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { planTap, turnTo, type Turned } from "../provider/index.ts";
import type { Secrets } from "../secrets/index.ts";
import { openTap, type Scribe, type Tap } from "../tap/index.ts";
import type { RecordOptions } from "./options.ts";
import type { Recording } from "./recording.ts";
import type { Troubles } from "./troubles.ts";

export const RAW_LOG = "session_oai_raw.log";

export interface Wire extends Turned {
  /** Why requests will be missing; empty where all are to be seen. */
  readonly missing: readonly string[];
  readonly tap: Tap | null;
  /** Waits for the last records. */
  close(): Promise<void>;
}

/** Never fails: where there is no tap, Codex is started as it was asked for. */
export async function openWire(
  options: RecordOptions,
  version: string | null,
  runId: string,
  recording: Recording,
  secrets: Secrets,
  troubles: Troubles,
): Promise<Wire> {
  const { argv, env: environment, codexHome } = options;
  const invocation = { argv: argv.slice(1), environment, codexHome, version };
  const plan = planTap(invocation);
  for (const value of plan.secrets) secrets.add(value);
  const without = { ...invocation, missing: plan.missing, tap: null, close: () => Promise.resolve() };
  if (plan.settings.length === 0 && plan.variables.length === 0) return without;
  const { spool } = recording.store;
  let tap: Tap | null = null;
  try {
    mkdirSync(spool, { mode: 0o700 });
    const opened = await openTap({ run_id: runId, spool, environment, secrets, scribe: scribeFor(recording) });
    tap = opened;
    return { ...turnTo(tap, plan, invocation), missing: plan.missing, tap, close: () => close(opened, troubles) };
  } catch (error) {
    await tap?.close();
    troubles.add("requests to the model were not recorded", error);
    return without;
  }
}

async function close(tap: Tap, troubles: Troubles): Promise<void> {
  const { lost_bytes, troubles: sentences } = await tap.close();
  for (const sentence of sentences) troubles.add("requests to the model", sentence);
  if (lost_bytes > 0) troubles.add("requests to the model", `${lost_bytes} bytes went by without being recorded`);
}

function scribeFor(recording: Recording): Scribe {
  const { store } = recording;
  return {
    write(session, record) {
      const thread = "thread_id" in record ? record.thread_id : null;
      if (session !== null) recording.place(session);
      if (session !== null) recording.see({ thread_id: session, root_id: session, parent_id: null, rollout: null });
      if (thread !== null) recording.see({ thread_id: thread, root_id: session, parent_id: null, rollout: null });
      store.append(session, RAW_LOG, `${JSON.stringify(record)}\n`);
    },
    blob(session, sha256, path) {
      if (session !== null) recording.place(session);
      const directory = join(store.directory(session), "blobs");
      mkdirSync(directory, { recursive: true, mode: 0o700 });
      const target = join(directory, sha256);
      if (existsSync(target)) rmSync(path, { force: true });
      else renameSync(path, target);
    },
  };
}
