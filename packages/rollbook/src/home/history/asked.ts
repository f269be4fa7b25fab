// The prompts in the records of a thread: its user messages, those it inherited or copied left to their own thread.

import { chainOf, type Catalogue, type CataloguedThread } from "rollbook-core";
import { createThreadFold, type Item } from "rollbook-core/thread";
import { foldChain } from "../fold.ts";
import type { Prompt } from "./contract.ts";

/** When a thread was begun, in Unix milliseconds; null where no header tells. */
export function begunMs({ header }: CataloguedThread): number | null {
  return header.started_at === null ? null : Date.parse(header.started_at);
}

/** When one of its files was last written to. */
export function writtenMs({ rollouts }: CataloguedThread): number {
  return Math.max(...rollouts.map(({ stem }) => stem.mtime_ms));
}

/** The bytes that `readAsked` reads of a thread, about. */
export function sizeOf({ rollouts }: CataloguedThread): number {
  return rollouts.reduce((sum, { stem }) => sum + stem.size, 0);
}

/** A thread an agent began: what it was asked, no person typed. */
export function isAgents({ header }: CataloguedThread): boolean {
  return header.source?.startsWith("subagent") === true;
}

export interface Asked {
  readonly prompts: readonly Prompt[];
  /** Why the thread is not whole, in sentences. */
  readonly gaps: readonly string[];
}

/** Reads a thread whole; gives the bytes read as it goes. What was reverted or rolled back was asked all the same. */
export async function* readAsked(
  catalogue: Catalogue,
  thread: CataloguedThread,
): AsyncGenerator<number, Asked, undefined> {
  const items = new Map<string, Item>();
  const turns = new Map<string, string | null>();
  const fold = createThreadFold({
    turn: ({ id, thread_id }) => turns.set(id, thread_id),
    item(item) {
      if (item.content.type === "UserMessage") items.set(`${item.turn_id}\n${item.id}`, item);
    },
  });
  const missing = yield* foldChain(chainOf(catalogue, thread.head), fold);
  const { gaps } = fold.end();
  const own = (turn_id: string): boolean => {
    const lived_in = turns.get(turn_id) ?? null;
    return lived_in === null || lived_in.toLowerCase() === thread.id?.toLowerCase();
  };
  const prompts = [...items.values()].filter(({ turn_id }) => own(turn_id)).map((item) => promptOf(item, thread));
  return { prompts: prompts.filter(({ text }) => text !== ""), gaps: [...new Set([...missing, ...gaps])] };
}

function promptOf(item: Item, thread: CataloguedThread): Prompt {
  return {
    time_ms: timeOf(item, thread),
    text: textOf(item),
    home: thread.home,
    thread_id: thread.id,
    turn_id: item.turn_id,
    origins: ["session"],
    session_begun_ms: begunMs(thread),
    session_written_ms: writtenMs(thread),
  };
}

/** In the two oldest eras a record has no time, and stands with that of its session. */
function timeOf({ timestamp, started_at_ms, completed_at_ms }: Item, { header }: CataloguedThread): number | null {
  const written = timestamp === null || timestamp === header.started_at ? Number.NaN : Date.parse(timestamp);
  return started_at_ms ?? completed_at_ms ?? (Number.isNaN(written) ? null : written);
}

function textOf({ content }: Item): string {
  if (content.type !== "UserMessage" || !("content" in content) || !Array.isArray(content.content)) return "";
  const parts: readonly unknown[] = content.content;
  return parts
    .flatMap((part) => {
      const said = typeof part === "object" && part !== null && "text" in part ? part.text : null;
      return typeof said === "string" && said !== "" ? [said] : [];
    })
    .join("\n");
}
