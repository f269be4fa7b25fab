// What a recording of a session tells: its requests to the model, and what had to be approved.

import { chainOf } from "rollbook-core";
import type { Answers, Place } from "rollbook-api";
import { filesOf, findRecording, readRecording } from "../../home/index.ts";
import { askFor, type Desk } from "./desk.ts";

/** Read when it is asked for: nobody else needs it, and it may still grow. */
export async function answerRecording(desk: Desk, { session }: Place<"recording">): Promise<Answers["recording"]> {
  const { library, thread } = askFor(desk, session);
  const { home, id, header, head } = thread;
  const paths = filesOf(chainOf(library.catalogue, head)).map(({ path }) => path);
  const directory = findRecording({ home, ids: [header.root_id, id], paths });
  if (directory === null) return { directory, problems: [], requests: [], approvals: [] };
  const { requests, approvals, problems } = await readRecording(directory, { requests: "brief", calls: false });
  const own = (thread_id: string | null): boolean => thread_id === null || thread_id === id;
  return desk.hide({
    directory,
    problems,
    requests: requests
      .filter(({ thread_id }) => own(thread_id))
      .map(({ turn_id, request_kind, at, status, end, error, attempt, waited_ms, first_byte_ms, last_byte_ms }) => ({
        ...{ turn_id, kind: request_kind, at, status, end, error, attempt, waited_ms, first_byte_ms, last_byte_ms },
      })),
    approvals: approvals
      .filter(({ thread_id }) => own(thread_id))
      .map(({ turn_id, call_id, command, approval }) => {
        const { asked_for, asked_at, decision, by, decided_at, reason } = approval;
        const what = command === null ? asked_for : command.join(" ");
        return { turn_id, call_id, what, decision, by, reason, asked_at, decided_at };
      }),
  });
}
