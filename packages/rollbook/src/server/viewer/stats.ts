// What sessions spent, and what that costs. Adding it up is given to somebody else, and remembered as long as nothing changes.

import type { Answers, Query } from "rollbook-api";
import type { Library } from "../../home/index.ts";
import { HttpFailure } from "../http/failure.ts";
import type { Desk } from "./desk.ts";
import { keysOf } from "./keys.ts";

export interface StatsQuestion extends Pick<Query<"stats">, "by" | "since" | "until" | "timezone" | "work"> {
  /** Homes, or files of sessions. */
  readonly paths: readonly string[];
}

/** Adds up without holding up anybody else. Resolves to a sentence where the question makes no sense. */
export type CountStats = (question: StatsQuestion, stop: AbortSignal) => Promise<Answers["stats"] | string>;

const MOST_SESSIONS = 50;
const MOST_KEPT = 50;
const kept = new WeakMap<Library, Map<string, Promise<Answers["stats"] | string>>>();

export async function answerStats(desk: Desk, _: object, query: Query<"stats">): Promise<Answers["stats"]> {
  const { session, ...asked } = query;
  if (session.length > MOST_SESSIONS) {
    throw new HttpFailure("bad_request", `at most ${MOST_SESSIONS} sessions at a time`);
  }
  const library = desk.look();
  const keys = keysOf(library);
  const files = session.flatMap((key) => {
    const thread = keys.find(key);
    if (thread === null) throw new HttpFailure("not_found", "no session has this key now; /api/sessions lists them");
    return thread.rollouts.map(({ stem }) => stem.path);
  });
  const question = { ...asked, paths: files.length === 0 ? desk.homes : files };
  // A library is another one as soon as a file is.
  const known = kept.get(library) ?? new Map<string, Promise<Answers["stats"] | string>>();
  kept.set(library, known);
  const name = JSON.stringify(question);
  const answer = known.get(name) ?? desk.countStats(question, desk.stop);
  if (known.size < MOST_KEPT) known.set(name, answer);
  answer.catch(() => known.delete(name));
  const stats = await answer;
  if (typeof stats === "string") throw new HttpFailure("bad_request", stats);
  return stats;
}
