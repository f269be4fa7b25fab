// A session's history of files with what the options add: turns, folder, base commit, trust.

import { pathsOf, readHistory, replay, type History, type Replay } from "rollbook-core/replay";
import type { Thread } from "rollbook-core/thread";
import type { Invocation } from "../command.ts";
import { EXIT, Failure } from "../exit.ts";
import { readBase, type Base } from "./base.ts";
import type { TurnRange } from "./turns.ts";

export interface Told {
  readonly history: History;
  readonly base: (Pick<Base, "commit"> & { readonly repository: string }) | null;
  readonly trusted: boolean;
  readonly replay: Replay;
}

export function tellHistory(thread: Thread, { flags, values }: Invocation, range: TurnRange): Told {
  const inherited = flags.has("with-copied");
  const root = values.get("root")?.at(-1) ?? null;
  const repository = values.get("repo")?.at(-1) ?? null;
  const commit = values.get("commit")?.at(-1) ?? null;
  const trusted = flags.has("trust-commands");
  if (commit !== null && repository === null)
    throw new Failure(EXIT.usage, "--commit says which commit of a repository; name that with --repo DIR");
  if (repository !== null && inherited)
    throw new Failure(EXIT.usage, "--repo knows what this session began with, not the one it was copied from");
  const history = readHistory(thread, { root, inherited });
  const base =
    repository === null
      ? null
      : readBase(repository, commit ?? thread.header.git?.commit_hash ?? null, history.root.path, pathsOf(history));
  return {
    history,
    base: base === null || repository === null ? null : { commit: base.commit, repository },
    trusted,
    replay: replay(history, { base: base?.file ?? null, ...range, trust: trusted }),
  };
}
