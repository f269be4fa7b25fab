// Items with their texts: a window of them, one whole, a part, a picture.

import type { Answers, Place, Query } from "rollbook-api";
import { HttpFailure } from "../http/failure.ts";
import type { Reply } from "../http/reply.ts";
import { endShown, fillPage } from "./book/index.ts";
import { askBook, askFor, type Desk } from "./desk.ts";

const MOST_NAMED = 200;

export async function answerItems(desk: Desk, { session }: Place<"items">, query: Query<"items">): Promise<Reply> {
  const { from, position: named, limit, turn, direction, cursor } = query;
  if (named.length > MOST_NAMED) throw new HttpFailure("bad_request", `at most ${MOST_NAMED} positions at a time`);
  const wanted = named.map((each) => wholeNumber("position", each));
  const page = await askBook(desk, session, "items", {
    positions: wanted.length > 0 ? wanted : null,
    turn,
    from: cursor === null ? from : wholeNumber("cursor", cursor),
    limit,
    descending: direction === "desc",
  });
  const bytes = fillPage(page, keyFinder(desk, session));
  if (!desk.redact) return { kind: "bytes", type: "application/json", bytes };
  return { kind: "json", value: await desk.hide(JSON.parse(Buffer.from(bytes).toString("utf8")) as unknown) };
}

export async function answerFind(
  desk: Desk,
  { session }: Place<"find">,
  { q }: Query<"find">,
): Promise<Answers["find"]> {
  if (q === null || q.trim() === "") throw new HttpFailure("bad_request", "q is what is looked for");
  return askBook(desk, session, "find", { words: q });
}

export async function answerItem(desk: Desk, { session, position }: Place<"item">): Promise<Reply> {
  const found = await askBook(desk, session, "item", { position: wholeNumber("position", position) });
  if (found === null) throw nothingAt();
  return hidden(desk, endShown(found.shown, keyFinder(desk, session), { content: found.content }));
}

export async function answerPart(desk: Desk, { session, position, part }: Place<"part">): Promise<Reply> {
  const ask = { position: wholeNumber("position", position), part: wholeNumber("part", part) };
  const found = await askBook(desk, session, "part", ask);
  if (found === null) throw nothingAt();
  if (found.text === null) throw new HttpFailure("not_found", "the item has no such part");
  return { kind: "text", type: "text/plain", text: await desk.hide(found.text) };
}

export async function answerImage(desk: Desk, { session, position, image }: Place<"image">): Promise<Reply> {
  const ask = { position: wholeNumber("position", position), image: wholeNumber("image", image) };
  const found = await askBook(desk, session, "image", ask);
  if (found === null) throw nothingAt();
  if (found.image === null) throw new HttpFailure("not_found", "the item has no such picture");
  return { kind: "bytes", ...found.image };
}

function nothingAt(): HttpFailure {
  return new HttpFailure("not_found", "the session has no item at this position");
}

/** Where other sessions are, in the words of addresses. */
function keyFinder(desk: Desk, session: string): (session_id: string) => string | null {
  const { keys, thread } = askFor(desk, session);
  return (session_id) => {
    const other = keys.byId(session_id, thread.home);
    return other === null ? null : keys.of(other);
  };
}

async function hidden(desk: Desk, json: string): Promise<Reply> {
  return desk.redact
    ? { kind: "json", value: await desk.hide(JSON.parse(json) as unknown) }
    : { kind: "text", type: "application/json", text: json };
}

export function wholeNumber(name: string, given: string): number {
  const number = Number(given);
  if (/^\d{1,15}$/.test(given) && Number.isSafeInteger(number)) return number;
  throw new HttpFailure("bad_request", `${name} needs a whole number, not ${JSON.stringify(given)}`);
}
