// The session an operand means, read whole: what has to be known of it to tell what became of files.

import { chainOf, type Chain } from "rollbook-core";
import { collectChanges } from "rollbook-core/replay";
import { createThreadFold, type Thread } from "rollbook-core/thread";
import { foldChain, openCatalogue, STDIN } from "../../home/index.ts";
import type { Invocation } from "../command.ts";
import type { Console } from "../console.ts";
import { EXIT, Failure } from "../exit.ts";
import { describeUnread } from "../input.ts";
import { chooseThread, describeEmpty, describeUnknown, homesOf, isPath } from "../operand.ts";

export interface Session {
  readonly thread: Thread;
  /** What of it is not there or could not be read, in sentences. */
  readonly gaps: readonly string[];
}

/** Throws `Failure` where the operand means no session, or several. */
export async function openSession(operand: string, invocation: Invocation, console: Console): Promise<Session> {
  const session = await readSession(findChain(operand, invocation, console));
  if (session !== null) return session;
  const name = operand === STDIN ? "standard input" : operand;
  throw new Failure(EXIT.input, `${name} holds no Codex session: no record in it is of a known shape; check the path`);
}

/** The session a chain of files holds, with the turns that were taken back; null where they hold none. */
export async function readSession(chain: Chain): Promise<Session | null> {
  const collection = collectChanges();
  const fold = createThreadFold(collection);
  const reading = foldChain(chain, fold);
  let step = await reading.next();
  while (step.done !== true) step = await reading.next();
  const thread = { ...fold.end(), turns: collection.turns() };
  if (thread.turns.length === 0 && thread.header.started_at === null) return null;
  return { thread, gaps: [...step.value, ...thread.gaps] };
}

function findChain(operand: string, invocation: Invocation, console: Console): Chain {
  if (operand === STDIN) {
    const file = { path: STDIN, rollout_id: null, thread_id: null, end_ordinal: null, end_offset: null };
    return { thread_id: null, files: [file], abandoned: [], gaps: [] };
  }
  if (isPath(operand)) return chainAt(operand);
  const homes = homesOf(invocation, console.env);
  const library = openCatalogue(homes);
  for (const { error } of library.problems) console.note(`rollbook: ${describeUnread(error, "it was left out")}`);
  const found = chooseThread(library, operand, console.note);
  if (found === null) throw new Failure(EXIT.input, describeUnknown(operand, homes));
  return chainOf(library.catalogue, found.rollout);
}

function chainAt(path: string): Chain {
  const library = openCatalogue([path]);
  for (const { error } of library.problems)
    throw new Failure(EXIT.input, describeUnread(error, "nothing was made of it"));
  const rollouts = (library.given.get(path) ?? []).flatMap((stem) => library.at(stem.path) ?? []);
  const threads = new Set(rollouts.map((rollout) => library.catalogue.threadOf(rollout)));
  const [rollout] = rollouts;
  const [thread] = threads;
  if (rollout === undefined || thread === undefined) {
    const [empty] = library.empty;
    throw new Failure(EXIT.input, describeEmpty(path, empty?.kind === "home"));
  }
  if (threads.size > 1) {
    throw new Failure(EXIT.usage, `${path} holds ${threads.size} sessions; name one of them, by its file or its id`);
  }
  return chainOf(library.catalogue, rollouts.length > 1 ? thread.head : rollout);
}
