// Who answers which endpoint.

import type { Answers, EndpointName, Place, Query } from "rollbook-api";
import type { Answer } from "../http/listen.ts";
import type { Reply } from "../http/reply.ts";
import { answerAbout } from "./about.ts";
import { answerActions } from "./actions.ts";
import { answerDiff, answerFiles, answerPatch, answerState } from "./changes.ts";
import type { Desk } from "./desk.ts";
import { answerDisk } from "./disk.ts";
import { answerEvents } from "./events.ts";
import { answerFind, answerImage, answerItem, answerItems, answerPart } from "./items.ts";
import { answerLines } from "./lines.ts";
import { createQueue, type Queue } from "./queue.ts";
import { answerRecording } from "./recording.ts";
import { answerSearch } from "./search.ts";
import { answerSession } from "./session.ts";
import { answerFacets, answerSessions } from "./sessions.ts";
import { answerShare } from "./share.ts";
import { answerStats } from "./stats.ts";
import { answerTouching } from "./touching.ts";
import { answerRows, answerTurns } from "./turns.ts";

/** Those that answer JSON give it as the contract has it; the others reply themselves. */
type Handlers = {
  readonly [Name in EndpointName]: (
    desk: Desk,
    place: Place<Name>,
    query: Query<Name>,
  ) => Promise<Name extends keyof Omit<Answers, "rows" | "items" | "item"> ? Answers[Name] : Reply>;
};

const HANDLERS: Handlers = {
  about: answerAbout,
  sessions: answerSessions,
  facets: answerFacets,
  session: answerSession,
  turns: answerTurns,
  rows: answerRows,
  items: answerItems,
  find: answerFind,
  item: answerItem,
  part: answerPart,
  image: answerImage,
  lines: answerLines,
  actions: answerActions,
  files: answerFiles,
  diff: answerDiff,
  patch: answerPatch,
  state: answerState,
  touching: answerTouching,
  share: answerShare,
  recording: answerRecording,
  search: answerSearch,
  stats: answerStats,
  disk: answerDisk,
  events: answerEvents,
};

const REPLIES: ReadonlySet<EndpointName> = new Set([
  ...(["rows", "items", "item", "part", "image", "actions", "patch", "share", "events"] as const),
]);

/** Whoever asks for what takes long waits for others who do, those that write a stream until that has ended. */
const LINE = 64;
const LINES: Readonly<
  Record<"lists" | "reading" | "sums" | "streams", readonly [most: number, names: readonly EndpointName[]]>
> = {
  // A list by heads alone is told at once.
  lists: [4, ["facets", "sessions"]],
  reading: [4, ["find", "files", "diff", "patch", "state", "touching", "recording", "search"]],
  // Each is a process of its own.
  sums: [2, ["stats", "disk"]],
  streams: [4, ["share", "actions"]],
};

export function answerWith(desk: Desk): Answer {
  const queues = new Map<EndpointName, Queue>();
  for (const [most, names] of Object.values(LINES)) {
    const queue = createQueue(most, LINE);
    for (const name of names) queues.set(name, queue);
  }
  return async (name, place, query) => {
    // The router has held both against the declarations of this endpoint.
    const handle = HANDLERS[name] as (desk: Desk, place: object, query: object) => Promise<unknown>;
    const queue = name === "sessions" && query["detail"] !== "full" ? undefined : queues.get(name);
    const leave = (await queue?.enter()) ?? ((): void => {});
    let reply: Reply | null = null;
    try {
      const answer = await handle(desk, place, query);
      reply = REPLIES.has(name) ? (answer as Reply) : { kind: "json", value: answer };
    } finally {
      if (reply?.kind !== "stream") leave();
    }
    return reply.kind === "stream" ? { ...reply, run: (sink) => reply.run(sink).finally(leave) } : reply;
  };
}
