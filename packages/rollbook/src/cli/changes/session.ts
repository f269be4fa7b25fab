// The session an operand means, read whole: what has to be known of it to tell what became of files.

import type { Chain } from "rollbook-core";
import { collectChanges } from "rollbook-core/replay";
import { createThreadFold, type Thread } from "rollbook-core/thread";
import { foldChain, STDIN } from "../../home/index.ts";
import type { Invocation } from "../command.ts";
import type { Console } from "../console.ts";
import { EXIT, Failure } from "../exit.ts";
import { homesOf } from "../operand.ts";
import { findSubject } from "../show/find.ts";

export interface Session {
  readonly thread: Thread;
  /** What of it is not there or could not be read, in sentences. */
  readonly gaps: readonly string[];
}

/** Throws `Failure` where the operand means no session, or several. */
export async function openSession(operand: string, invocation: Invocation, console: Console): Promise<Session> {
  const { session, problems } = await read(findChain(operand, invocation, console));
  if (session !== null) return session;
  // What could not be read may well be a session.
  if (problems.length > 0) throw new Failure(EXIT.input, problems.join("; "));
  const name = operand === STDIN ? "standard input" : operand;
  throw new Failure(EXIT.input, `${name} holds no Codex session: no record in it is of a known shape; check the path`);
}

/** The session a chain of files holds, with the turns that were taken back; null where they hold none. */
export async function readSession(chain: Chain): Promise<Session | null> {
  return (await read(chain)).session;
}

async function read(chain: Chain): Promise<{ readonly session: Session | null; readonly problems: readonly string[] }> {
  const collection = collectChanges();
  const fold = createThreadFold(collection);
  const reading = foldChain(chain, fold);
  let step = await reading.next();
  while (step.done !== true) step = await reading.next();
  const thread = { ...fold.end(), turns: collection.turns() };
  if (thread.turns.length === 0 && thread.header.started_at === null) return { session: null, problems: step.value };
  return { session: { thread, gaps: [...step.value, ...thread.gaps] }, problems: step.value };
}

function findChain(operand: string, invocation: Invocation, console: Console): Chain {
  if (operand !== STDIN) return findSubject(operand, homesOf(invocation, console.env), console.note).subject.chain;
  const file = { path: STDIN, rollout_id: null, thread_id: null, end_ordinal: null, end_offset: null };
  return { thread_id: null, files: [file], abandoned: [], gaps: [] };
}
