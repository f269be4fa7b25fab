// A session as one file for others. Writing it is given to somebody else; what comes is passed on as it comes.

import type { Place, Query } from "rollbook-api";
import { HttpFailure } from "../http/failure.ts";
import type { Reply } from "../http/reply.ts";
import { askFor, type Desk } from "./desk.ts";

export interface ShareQuestion {
  /** The session's newest file. */
  readonly path: string;
  /** Of turns by index, both ends included; null for all there are on that side. */
  readonly first_turn: number | null;
  readonly last_turn: number | null;
  readonly full: boolean;
}

/**
 * Writes it without holding up anybody else, a text at a time. Resolves to a sentence where there is nothing of what was
 * asked for; the iteration throws where the file comes to no good end.
 */
export type ShareSession = (question: ShareQuestion, stop: AbortSignal) => Promise<AsyncIterable<string> | string>;

/** Secrets are hidden in what leaves the machine, whether or not this server hides them. */
export async function answerShare(desk: Desk, { session }: Place<"share">, query: Query<"share">): Promise<Reply> {
  const { thread } = askFor(desk, session);
  const { first_turn, last_turn, full } = query;
  const question = { path: thread.head.stem.path, first_turn, last_turn, full };
  const texts = await desk.shareSession(question, desk.stop);
  if (typeof texts === "string") throw new HttpFailure("unreadable", texts);
  const name = thread.id?.toLowerCase().replaceAll(/[^\w-]/g, "") ?? "session";
  return {
    kind: "stream",
    type: "text/html; charset=utf-8",
    headers: { "content-disposition": `attachment; filename="codex-${name}.html"` },
    async run({ write }) {
      for await (const text of texts) if (!(await write(text))) return;
    },
  };
}
