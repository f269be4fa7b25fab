// What a thread's actions are (Action v1): ours, not Codex's. Passwords, keys and tokens are hidden unless a client asks.

import { setImmediate as nextTurn } from "node:timers/promises";
import {
  applyAmendments,
  createReader,
  createSessionStream,
  SCHEMA_VERSION,
  type ActionRecord,
  type ActionStreamRecord,
  type CataloguedThread,
  type Json,
  type JsonObject,
} from "rollbook-core";
import { pushFile, sessionFiles, type Library } from "../home/index.ts";
import { createRedactor } from "../redact/index.ts";
import { fieldsOf, invalid } from "./cursor.ts";
import { CODE, RequestFailure } from "./failure.ts";
import { boolean, optional, required, sequence, string, struct, u32, word } from "./params.ts";
import { askFor, type Service } from "./service.ts";

const INCLUDES = ["output", "patch", "prompts", "reasoning"] as const;

const SHOWN = {
  include: { read: sequence(word(INCLUDES)), absent: [] as readonly (typeof INCLUDES)[number][] },
  redact: { read: boolean, absent: true },
};

/** Which actions are asked for, and how much of them. */
export const ActionsWanted = struct("ThreadReadActions", { version: required(u32), ...SHOWN });

type Shown = Pick<ReturnType<typeof ActionsWanted>, "include" | "redact">;

export const ThreadActionsListParams = struct("ThreadActionsListParams", {
  threadId: required(string),
  cursor: optional(string),
  limit: optional(u32),
  ...SHOWN,
});

const MOST = 1000;
const USUAL = 100;

/** A page of the action stream: records as `rollbook actions` writes them, amendments among them. */
export async function listActions(service: Service, params: ReturnType<typeof ThreadActionsListParams>): Promise<Json> {
  const { id, library, thread } = askFor(service, params.threadId);
  const from = params.cursor === null ? 0 : readPlace(id, params.cursor);
  const limit = Math.min(MOST, Math.max(1, params.limit ?? USUAL));
  const page: ActionStreamRecord[] = [];
  let count = 0;
  await streamActions(service, library, thread, params, (record) => {
    if (count >= from && page.length < limit) page.push(record);
    count += 1;
  });
  return {
    data: await hide(page, params),
    nextCursor: count > from + limit ? JSON.stringify({ threadId: id, record: from + limit }) : null,
  };
}

/** All actions of a thread, each as it stands in the end. */
export async function allActions(
  service: Service,
  library: Library,
  thread: CataloguedThread,
  wanted: ReturnType<typeof ActionsWanted>,
): Promise<readonly JsonObject[]> {
  if (wanted.version !== SCHEMA_VERSION) {
    const why = `there is no version ${wanted.version} of actions, only version ${SCHEMA_VERSION}`;
    throw new RequestFailure(CODE.parameters, why);
  }
  const records: ActionStreamRecord[] = [];
  await streamActions(service, library, thread, wanted, (record) => {
    if (record.record === "action" || record.record === "amendment") records.push(record);
  });
  const actions = applyAmendments(records).filter((record): record is ActionRecord => record.record === "action");
  return hide(actions, wanted);
}

/** Reads all files of the thread: one that is reverted did run, and what is inherited comes first. */
async function streamActions(
  { stop }: Service,
  library: Library,
  thread: CataloguedThread,
  { include }: Shown,
  emit: (record: ActionStreamRecord) => void,
): Promise<void> {
  const files = sessionFiles(library, thread.rollouts, true);
  const stream = createSessionStream({ ...files, withCopied: false, include: new Set(include) }, emit);
  const long = include.length > 0 ? "whole" : "cut";
  for (const part of files.parts) {
    const { read, pass } = stream.open(part);
    const chunks = pushFile(
      part,
      createReader({ long, pass: (outer, inner) => pass(outer, inner), silent: true }, read),
    );
    for (;;) {
      const step = await chunks.next();
      if (step.done === true) {
        stream.close({ ...step.value, lost: step.value.lost || step.value.problem !== null });
        break;
      }
      await nextTurn();
      stop.throwIfAborted();
    }
  }
  stream.end();
}

async function hide(records: readonly ActionStreamRecord[], { redact }: Shown): Promise<readonly JsonObject[]> {
  const redactor = createRedactor();
  const shown: JsonObject[] = [];
  for (const record of records) {
    const safe = redact ? (await redactor.redact(record)).record : record;
    shown.push(safe as unknown as JsonObject);
  }
  return shown;
}

function readPlace(id: string, cursor: string): number {
  const { threadId, record } = fieldsOf(cursor);
  if (threadId !== id || typeof record !== "number") throw invalid(cursor);
  return record;
}
