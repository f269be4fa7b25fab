// A session that is followed: asked for until all was told, and no longer.

import type { Answers } from "rollbook-api";
import { expect, test } from "vitest";
import type { News, Row, SessionFacts, TurnRow } from "./contract.ts";
import { follow, type Followed } from "./follow.ts";

const FACTS = {} as SessionFacts;
const turn = (status: TurnRow["status"]): TurnRow => ({ index: 0, status }) as TurnRow;
const row = (position: number): Row => ({ position, turn: 0 }) as Row;

const progress = (done: boolean, revision = "a") => ({ bytes: 1, total_bytes: 1, done, items: 1, revision, gaps: [] });
type Progress = ReturnType<typeof progress>;
type Page = { readonly turns: readonly TurnRow[]; readonly progress: Progress };

const noTurns = (done: boolean, revision?: string): Page => ({ turns: [], progress: progress(done, revision) });
const rowPage = (rows: readonly Row[], revision?: string): Answers["rows"] => ({
  rows,
  next_cursor: "1.0.1",
  progress: progress(true, revision),
});

/** A server that gives these answers, and the last of them for ever. */
function scripted(turns: readonly Page[], rows: readonly Answers["rows"][]) {
  const asked = { turns: [] as (string | undefined)[], rows: [] as (string | undefined)[] };
  const next = <Answer>(answers: readonly Answer[], list: (string | undefined)[], cursor?: string): Answer => {
    list.push(cursor);
    const answer = answers[Math.min(list.length, answers.length) - 1];
    if (answer === undefined) throw new Error("nothing to answer");
    return answer;
  };
  const session: Followed = {
    facts: () => Promise.resolve(FACTS),
    turns: (cursor) => Promise.resolve({ next_cursor: "1.0.1", ...next(turns, asked.turns, cursor) }),
    rows: (cursor) => Promise.resolve(next(rows, asked.rows, cursor)),
  };
  return { session, asked };
}

async function followed(session: Followed): Promise<readonly News[]> {
  const told: News[] = [];
  const { end } = follow(session, (news) => told.push(news));
  await expect.poll(() => told.at(-1)?.done).toBe(true);
  end();
  return told;
}

test("a turn that is told later than rows is waited for, and then nobody asks any more", async () => {
  const over = { turns: [turn("completed")], progress: progress(true) };
  const { session, asked } = scripted([noTurns(false), over, noTurns(true)], [rowPage([])]);
  const told = await followed(session);
  expect(told.flatMap(({ turns }) => turns)).toEqual(over.turns);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(asked.turns).toHaveLength(3);
});

test("what is another session between two answers is told anew, without what was told of the one before", async () => {
  const old = { turns: [turn("failed")], progress: progress(true, "a") };
  const now = { turns: [turn("completed")], progress: progress(true, "b") };
  const { session, asked } = scripted(
    [old, old, now, noTurns(true, "b")],
    [rowPage([row(0)], "a"), rowPage([row(1)], "b"), rowPage([row(0)], "b"), rowPage([], "b")],
  );
  const told = await followed(session);
  const anew = told.findIndex((news) => news.anew);
  expect(told.slice(anew).flatMap(({ turns }) => turns)).toEqual(now.turns);
  expect(told.slice(anew).flatMap(({ rows }) => rows)).toEqual([row(0)]);
  expect(asked.rows).toEqual([undefined, "1.0.1", undefined, "1.0.1"]);
});
