// A client of `codex app-server` as anybody might write one: typed by what Codex 0.169 generates, and knowing nothing
// else. It lists all threads of a home, reads each with its turns, and pages through turns, items and timelines.
//
// node client.ts OUTPUT COMMAND [ARGUMENT …]        starts the server, and writes down what it answered
//
// The types are made afresh for each run of the journey, beside a copy of this file.

import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import type { ClientNotification, ClientRequest, InitializeResponse, RequestId } from "./types/index";
import type {
  Thread,
  ThreadGoalGetResponse,
  ThreadItemEntry,
  ThreadItemsListResponse,
  ThreadListResponse,
  ThreadLoadedListResponse,
  ThreadReadResponse,
  ThreadSourceKind,
  ThreadTimelineListResponse,
  ThreadTurnsListResponse,
  Turn,
} from "./types/v2/index";

/** Of the many methods those that only read threads, each with its answer. */
interface Answers {
  readonly initialize: InitializeResponse;
  readonly "thread/list": ThreadListResponse;
  readonly "thread/read": ThreadReadResponse;
  readonly "thread/turns/list": ThreadTurnsListResponse;
  readonly "thread/items/list": ThreadItemsListResponse;
  readonly "thread/timeline/list": ThreadTimelineListResponse;
  readonly "thread/loaded/list": ThreadLoadedListResponse;
  readonly "thread/goal/get": ThreadGoalGetResponse;
}

type Method = keyof Answers;
type Params<M extends Method> = Extract<ClientRequest, { method: M }>["params"];

interface Refusal {
  readonly code: number;
  readonly message: string;
}

type Message = { readonly id: RequestId } & ({ readonly result: unknown } | { readonly error: Refusal });

const [output = "", command = "", ...args] = process.argv.slice(2);
const server = spawn(command, args, { stdio: ["pipe", "pipe", "inherit"] });
const waiting = new Map<RequestId, (message: Message) => void>();
createInterface({ input: server.stdout }).on("line", (line) => {
  const message = JSON.parse(line) as Partial<Message>;
  if (message.id === undefined) return;
  waiting.get(message.id)?.(message as Message);
  waiting.delete(message.id);
});

let next = 0;
/** Every answer, by its method: what the types are held against. */
const answers: { readonly method: Method; readonly result: unknown }[] = [];

function send(message: ClientRequest | ClientNotification): void {
  server.stdin.write(`${JSON.stringify(message)}\n`);
}

async function ask<M extends Method>(method: M, params: Params<M>): Promise<Answers[M] | Refusal> {
  const id = ++next;
  const answered = new Promise<Message>((resolve) => waiting.set(id, resolve));
  send({ id, method, params } as unknown as ClientRequest);
  const message = await answered;
  if ("error" in message) return message.error;
  answers.push({ method, result: message.result });
  return message.result as Answers[M];
}

interface Page<T> {
  readonly data: readonly T[];
  readonly nextCursor: string | null;
}

/** All pages, one after the other; what the server will not tell is told by its refusal. */
async function all<T>(
  turn: (cursor: string | null) => Promise<Page<T> | Refusal>,
  from: "start" | "end" = "start",
): Promise<readonly T[] | Refusal> {
  let found: readonly T[] = [];
  for (let cursor: string | null = null; ;) {
    const page: Page<T> | Refusal = await turn(cursor);
    if ("code" in page) return page;
    found = from === "start" ? [...found, ...page.data] : [...page.data, ...found];
    cursor = page.nextCursor;
    if (cursor === null) return found;
  }
}

const sourceKinds: ThreadSourceKind[] = ["cli", "vscode", "exec", "appServer", "subAgent", "unknown"];

async function threads(archived: boolean): Promise<readonly Thread[]> {
  const found = await all((cursor) =>
    ask("thread/list", { cursor, limit: 5, modelProviders: [], sourceKinds, archived }),
  );
  if ("code" in found) throw new Error(found.message);
  return found;
}

async function readThread(threadId: string): Promise<Record<string, unknown>> {
  const turns: readonly Turn[] | Refusal = await all((cursor) =>
    ask("thread/turns/list", { threadId, cursor, limit: 2 }),
  );
  const items: readonly ThreadItemEntry[] | Refusal = await all((cursor) =>
    ask("thread/items/list", { threadId, cursor, limit: 3 }),
  );
  return {
    read: await ask("thread/read", { threadId, includeTurns: true }),
    turns,
    items,
    timeline: await all((cursor) => ask("thread/timeline/list", { threadId, cursor, limit: 4 }), "end"),
    goal: await ask("thread/goal/get", { threadId }),
  };
}

const clientInfo = { name: "journey", title: null, version: "1.0.0" };
const early = await ask("thread/list", {});
await ask("initialize", { clientInfo, capabilities: { experimentalApi: true, requestAttestation: false } });
send({ method: "initialized" });
const listed = { live: await threads(false), archived: await threads(true) };
const read: Record<string, unknown> = {};
for (const { id } of [...listed.live, ...listed.archived]) read[id] = await readThread(id);
const nowhere = await ask("thread/read", { threadId: "01a1fcfa-0000-7000-8000-000000000000" });
const wrong = await ask("thread/read", { threadId: "no id" });
const loaded = await ask("thread/loaded/list", {});
writeFileSync(output, JSON.stringify({ early, listed, read, nowhere, wrong, loaded, answers }));
server.stdin.end();
