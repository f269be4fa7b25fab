// A growing session as the records of `rollbook actions`, a JSON object a line.

import {
  createActionStream,
  createReader,
  createSessionStream,
  type ActionStream,
  type ActionStreamRecord,
  type CataloguedThread,
  type ReadOptions,
  type RolloutReader,
} from "rollbook-core";
import { type Library, pushFile } from "../../home/index.ts";
import type { Hiding } from "../actions/hiding.ts";
import type { Include } from "../actions/job.ts";
import { sourceOf } from "../actions/sessions.ts";
import type { Source } from "../actions/sources.ts";
import { describeReadError } from "../input.ts";
import type { Account, AccountOptions, Plan, TurnState } from "./account.ts";

export interface RecordOptions {
  readonly include: readonly Include[];
  /** Null where nothing is to be hidden. */
  readonly hiding: Hiding | null;
}

/** `inherit`: what the session goes on from belongs to it, as in the export of one session alone. */
export function planRecords(
  library: Library,
  thread: CataloguedThread,
  inherit: boolean,
  options: RecordOptions,
): Plan {
  const source = sourceOf(library, thread.rollouts, inherit);
  const parts = source.chain?.parts ?? null;
  // A path may change while the session goes on; what it is made of does not.
  const shape = parts?.map(({ file: _file, path: _path, ...rest }) => rest) ?? source.copied;
  return {
    shape: JSON.stringify(shape),
    files: parts?.map(({ path }) => path) ?? [source.path],
    open: (account) => openRecords(source, options, account),
  };
}

function openRecords(source: Source, { include, hiding }: RecordOptions, { memory, turns }: AccountOptions): Account {
  const told = createQueue(turns);
  let turn: TurnState = null;
  const emit = (record: ActionStreamRecord): void => {
    turn = turnAfter(record) ?? turn;
    if (record.record === "end" || memory.isNew(keyOf(record))) told.add(record);
  };
  const read = openSource(source, new Set(include), emit);
  const take = async (): Promise<string> => {
    let text = "";
    for (const record of told.take()) {
      const safe = hiding === null ? record : hiding.hide(record);
      text += `${JSON.stringify(safe instanceof Promise ? await safe : safe)}\n`;
    }
    return text;
  };
  return {
    begin: read.begin,
    push: read.push,
    catchUp: told.release,
    take,
    end() {
      read.end();
      told.release();
      return take();
    },
    turn: () => turn,
  };
}

/** The very streams that `rollbook actions` reads such a session with. */
function openSource(
  { path, threadId: named, rolloutId: rollout, copied, chain }: Source,
  include: ReadonlySet<Include>,
  emit: (record: ActionStreamRecord) => void,
): Pick<Account, "begin" | "push"> & { readonly end: () => void } {
  const long = include.size > 0 ? "whole" : "cut";
  const readerOf = (stream: Pick<ActionStream, "read"> & Required<Pick<ReadOptions, "pass">>): RolloutReader =>
    createReader({ long, pass: (outer, inner) => stream.pass(outer, inner), silent: true }, (reading) =>
      stream.read(reading),
    );
  if (chain === null) {
    const stream = createActionStream({ file: path, named, rollout, copied, withCopied: false, include }, emit);
    const reader = readerOf(stream);
    return {
      // eslint-disable-next-line require-yield -- there is no file before the last
      begin: async function* () {
        return [];
      },
      push: reader.push,
      end: () => stream.end(reader.end()),
    };
  }
  const stream = createSessionStream({ ...chain, withCopied: false, include }, emit);
  let last: RolloutReader | null = null;
  return {
    begin: async function* () {
      const problems: string[] = [];
      for (const [index, part] of chain.parts.entries()) {
        const reader = readerOf(stream.open(part));
        if (index === chain.parts.length - 1) last = reader;
        else {
          const end = yield* pushFile(part, reader);
          stream.close({ ...end, lost: end.lost || end.problem !== null });
          if (end.problem !== null) problems.push(describeReadError(end.problem));
        }
      }
      return problems;
    },
    push: (chunk) => last?.push(chunk),
    end() {
      if (last !== null) stream.close({ ...last.end(), gap: null, lost: false });
      stream.end();
    },
  };
}

interface Queue {
  readonly add: (record: ActionStreamRecord) => void;
  /** From now on all is given. */
  readonly release: () => void;
  readonly take: () => readonly ActionStreamRecord[];
}

/** Until it is released, it holds what was said last: the session, and so many turns. */
function createQueue(turns: number): Queue {
  let held = turns !== Number.POSITIVE_INFINITY;
  let first: ActionStreamRecord[] = [];
  let queue: ActionStreamRecord[] = [];
  let starts: number[] = [];
  return {
    add(record) {
      if (!held) queue.push(record);
      else if (record.record === "session") first.push(record);
      else {
        if (isTurnStart(record)) starts.push(queue.length);
        queue.push(record);
        if (starts.length <= turns) return;
        const from = turns === 0 ? queue.length : (starts[1] ?? 0);
        queue = queue.slice(from);
        starts = turns === 0 ? [] : starts.slice(1).map((start) => start - from);
      }
    },
    release() {
      if (held && turns === 0) queue = [];
      held = false;
    },
    take() {
      if (held) return [];
      const all = [...first, ...queue];
      first = [];
      queue = [];
      return all;
    },
  };
}

function isTurnStart(record: ActionStreamRecord): boolean {
  return record.record === "action" && record.action_type === "turn_marker" && record.marker === "started";
}

function turnAfter(record: ActionStreamRecord): TurnState {
  if (record.record !== "action" || record.action_type !== "turn_marker") return null;
  return record.marker === "started" ? "open" : record.marker === "completed" ? "completed" : "failed";
}

/** What is one thing however often its file is read; where it stands may have changed. */
function keyOf(record: Exclude<ActionStreamRecord, { record: "end" }>): string {
  switch (record.record) {
    case "session":
      return "session";
    case "action":
      return record.action_id;
    case "amendment":
      return JSON.stringify([record.action_id, record.changed]);
    case "text":
      return JSON.stringify([record.kind, record.turn_id, record.timestamp, record.text]);
  }
}
