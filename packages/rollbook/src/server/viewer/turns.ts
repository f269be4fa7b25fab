// Turns and rows: all of a session but its texts, as far as it has been read, and what is new since the last time.

import type { Answers, Place, Query } from "rollbook-api";
import { HttpFailure } from "../http/failure.ts";
import type { Reply } from "../http/reply.ts";
import { isCursor } from "./book/index.ts";
import { askBook, type Desk } from "./desk.ts";

export async function answerTurns(
  desk: Desk,
  { session }: Place<"turns">,
  query: Query<"turns">,
): Promise<Answers["turns"]> {
  return desk.hide(await askBook(desk, session, "turns", pageOf(query)));
}

export async function answerRows(desk: Desk, { session }: Place<"rows">, query: Query<"rows">): Promise<Reply> {
  const bytes = await askBook(desk, session, "rows", pageOf(query));
  return desk.redact
    ? { kind: "json", value: await desk.hide(JSON.parse(Buffer.from(bytes).toString("utf8")) as unknown) }
    : { kind: "bytes", type: "application/json", bytes };
}

function pageOf({ cursor, limit }: Query<"rows">) {
  if (cursor !== null && !isCursor(cursor)) {
    throw new HttpFailure("bad_request", "this is no cursor of this list; leave it out to begin anew");
  }
  return { cursor, limit };
}
