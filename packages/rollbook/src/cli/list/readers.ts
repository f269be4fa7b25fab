// The threads that read the sessions of a page; the second may be started while it is still looked for what there is to read.

import { availableParallelism } from "node:os";
import type { PriceTable } from "rollbook-core/usage";
import type { Told } from "../../listing/index.ts";
import { openTeam, type Task } from "../team.ts";
import { boundCompiling } from "../tiers.ts";
import type { Reading } from "./tell.ts";

/** Below this many bytes a second thread takes longer to start than it saves. */
const WORTH_A_THREAD = 16 * 1024 * 1024;
/** Sessions that are read at a time: where no more is wanted the rest of these were read in vain. */
const AT_ONCE = 32;
const WORKER = new URL(import.meta.url.endsWith(".ts") ? "./worker.ts" : "./list-worker.js", import.meta.url);

export interface Readers {
  /** There will be much to read, as it seems: a second thread is started, and is ready by then. */
  prepare(): void;
  /** Reads and gives each session, in their order, what was told of it, until `take` wants no more. */
  read(
    sessions: readonly Reading[],
    take: (index: number, told: Told) => boolean,
    read: (bytes: number) => void,
  ): Promise<void>;
  end(): void;
}

export function openReaders(prices: PriceTable): Readers {
  const most = availableParallelism();
  let own: Promise<Task<Reading, Told>> | null = null;
  const readOne: Task<Reading, Told> = async (session, read) => {
    // Reading sessions takes most of the program, which an index saves to load.
    own ??= import("./read.ts").then(({ createSessionReader }) => createSessionReader(prices));
    return (await own)(session, read);
  };
  const team = openTeam<Reading, Told>(WORKER, prices, readOne);
  return {
    prepare() {
      if (most < 2 || team.size() > 1) return;
      boundCompiling(0);
      team.start();
    },
    async read(sessions, take, read) {
      const size = Math.min(most, sessions.length);
      const bytes = sessions.reduce((sum, session) => sum + session.size, 0);
      if (size < 2 || bytes < WORTH_A_THREAD) {
        for (const [index, session] of sessions.entries()) {
          if (!take(index, await readOne(session, read))) return;
        }
        return;
      }
      boundCompiling(bytes / size);
      while (team.size() < size) team.start();
      for (let from = 0; from < sessions.length; from += AT_ONCE) {
        const told: Told[] = [];
        await team.run(
          sessions.slice(from, from + AT_ONCE),
          (session) => session.size,
          read,
          (outcome, index) => (told[index] = outcome),
        );
        if (!told.every((each, index) => take(from + index, each))) return;
      }
    },
    end: team.end,
  };
}
