// The end of a run: the last look, what belongs elsewhere moved there, secrets hidden, and the account written.

import { existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { describeEnd, type Account } from "./account.ts";
import { settle } from "./settle.ts";
import { EVENTS, type Recording } from "./recording.ts";
import { RAW_LOG } from "./wire.ts";

export interface Ending extends Account {
  /** Called when no more will be told of Codex. */
  readonly last: () => void;
}

/** Whatever fails is among the troubles; what is there stays. */
export async function finish(ending: Ending): Promise<readonly string[]> {
  const { recording, troubles } = ending;
  recording.look(null);
  recording.readLogs(true);
  recording.close();
  const { store } = recording;
  if (store.first === null) claimLate(recording);
  const worth = store.first !== null;
  if (worth) ending.last();
  troubles.guard("the directory of the session", () => store.name());
  troubles.guard("the record of the terminal interface", () => store.rejoin());
  const directories: string[] = [];
  for (const session of worth ? store.sessions() : []) {
    const directory = store.directory(session);
    directories.push(directory);
    troubles.guard("the trace of Codex", () => moveBundles(recording, session));
    settle(directory, ending.secrets, troubles);
    await describeEnd(ending, session, directory);
  }
  troubles.guard("the staging directory", () => store.close(worth));
  return directories;
}

/** Threads that came to nothing leave no recording; one that has no session file, such as an ephemeral one, does. */
function claimLate({ store, threads }: Recording): void {
  const [first] = threads.ids();
  const raw = statSync(join(store.staging, RAW_LOG), { throwIfNoEntry: false });
  const events = existsSync(join(store.staging, EVENTS));
  if (first !== undefined && ((raw?.size ?? 0) > 0 || events)) store.claim(threads.rootOf(first));
}

/** Each bundle goes to its own root's directory; those of threads without one stay with the first. */
function moveBundles(recording: Recording, session: string): void {
  const { store } = recording;
  const from = join(store.directory(store.first), "trace");
  if (session !== store.first) {
    for (const { name, root } of recording.bundles()) {
      if (store.home(root) !== session || !existsSync(join(from, name))) continue;
      const to = join(store.directory(session), "trace");
      mkdirSync(to, { recursive: true, mode: 0o700 });
      renameSync(join(from, name), join(to, name));
    }
  } else if (existsSync(from) && readdirSync(from).length === 0) rmdirSync(from);
}
