// What a recording of a session tells: its requests to the model, what had to be approved, and when calls ran.

import { chainOf } from "rollbook-core";
import type { InputItem, RecordedRequest } from "rollbook-core/recorded";
import type { Answers, Place, Query } from "rollbook-api";
import { filesOf, findRecording, readRecording } from "../../home/index.ts";
import { askFor, type Desk } from "./desk.ts";

/** Read when it is asked for: nobody else needs it, and it may still grow. */
export async function answerRecording(
  desk: Desk,
  { session }: Place<"recording">,
  { whole }: Query<"recording">,
): Promise<Answers["recording"]> {
  const { library, thread } = askFor(desk, session);
  const { home, id, header, head } = thread;
  const paths = filesOf(chainOf(library.catalogue, head)).map(({ path }) => path);
  const directory = findRecording({ home, ids: [header.root_id, id], paths });
  if (directory === null) return { directory, problems: [], requests: [], approvals: [], calls: [] };
  const wish = { requests: whole ? "whole" : "brief", calls: true } as const;
  const { requests, approvals, calls, problems } = await readRecording(directory, wish);
  const own = ({ thread_id }: { readonly thread_id: string | null }): boolean => thread_id === null || thread_id === id;
  return desk.hide({
    directory,
    problems,
    requests: requests.filter(own).map(requestOf),
    approvals: approvals.filter(own).map(({ turn_id, call_id, command, approval }) => {
      const { asked_for, asked_at, decision, by, decided_at, reason } = approval;
      const what = command === null ? asked_for : command.join(" ");
      return { turn_id, call_id, what, decision, by, reason, asked_at, decided_at };
    }),
    calls: calls.filter(own).map(({ call_id, parent_call_id, started_at, ended_at }) => ({
      ...{ call_id, parent_call_id, started_at, ended_at },
    })),
  });
}

function requestOf(request: RecordedRequest): Answers["recording"]["requests"][number] {
  const { turn_id, request_kind, at, status, end, error, attempt, waited_ms, first_byte_ms, last_byte_ms } = request;
  const { usage, input_items, change } = request;
  return {
    ...{ turn_id, kind: request_kind, at, status, end, error, attempt, waited_ms, first_byte_ms, last_byte_ms },
    input_tokens: usage?.input_tokens ?? null,
    cached_input_tokens: usage?.cached_input_tokens ?? null,
    output_tokens: usage?.output_tokens ?? null,
    input_items,
    change:
      change === null ? null : { removed: change.removed, added: change.added.map(itemOf), fields: change.fields },
  };
}

function itemOf({ type, role, characters, text }: InputItem): Omit<InputItem, "call_id"> {
  return { type, role, characters, text };
}
