// News of sessions as server-sent events: which came, went, or were written to. One look at the homes serves all.

import { EVENTS_TYPE, type Query, type SessionEvent, type SessionsEvent } from "rollbook-api";
import type { Library } from "../../home/index.ts";
import { HttpFailure } from "../http/failure.ts";
import type { Reply } from "../http/reply.ts";
import type { Desk } from "./desk.ts";
import { keysOf } from "./keys.ts";

const MOST = 100;
/** Milliseconds, so that whoever stands between does not take the silence for an end. */
const HEARTBEAT = 15_000;

type Sizes = ReadonlyMap<string, { readonly size: number; readonly mtime_ms: number }>;

export async function answerEvents(desk: Desk, _: object, { session }: Query<"events">): Promise<Reply> {
  if (session.length > MOST) throw new HttpFailure("bad_request", `at most ${MOST} sessions at a time`);
  const asked = new Set(session);
  return {
    kind: "stream",
    type: EVENTS_TYPE,
    async run({ write, gone }) {
      let library = desk.look();
      let before = sizesOf(library);
      if (!(await write("retry: 1000\n\n"))) return;
      while (!gone.aborted && !desk.stop.aborted) {
        const now = await desk.change(library, HEARTBEAT, gone);
        if (now === null) {
          if (!gone.aborted && !(await write(": still there\n\n"))) return;
          continue;
        }
        const after = sizesOf(now);
        const text = newsOf(before, after, asked);
        library = now;
        before = after;
        if (text !== "" && !(await write(text))) return;
      }
    },
  };
}

function sizesOf(library: Library): Sizes {
  const keys = keysOf(library);
  return new Map(
    library.catalogue.threads.map((thread) => {
      const stems = thread.rollouts.map(({ stem }) => stem);
      const size = stems.reduce((sum, stem) => sum + stem.size, 0);
      return [keys.of(thread), { size, mtime_ms: Math.max(...stems.map((stem) => stem.mtime_ms)) }];
    }),
  );
}

function newsOf(before: Sizes, after: Sizes, asked: ReadonlySet<string>): string {
  const added = [...after.keys()].filter((key) => !before.has(key));
  const removed = [...before.keys()].filter((key) => !after.has(key));
  const changed = [...after].filter(([key, { size, mtime_ms }]) => {
    const was = before.get(key);
    return was !== undefined && (was.size !== size || was.mtime_ms !== mtime_ms);
  });
  const sessions: SessionsEvent = { added, changed: changed.map(([key]) => key), removed };
  // Who watches one that is gone asks for it, and is told so.
  const other = [
    ...[...after].filter(([key]) => added.includes(key)),
    ...[...before].filter(([key]) => !after.has(key)),
  ];
  const news = [...changed, ...other]
    .filter(([key]) => asked.has(key))
    .map(([key, { size, mtime_ms }]): SessionEvent => ({ key, size, updated_at: new Date(mtime_ms).toISOString() }));
  const some = added.length + changed.length + removed.length > 0;
  return [
    ...news.map((data) => `event: session\ndata: ${JSON.stringify(data)}\n\n`),
    ...(some ? [`event: sessions\ndata: ${JSON.stringify(sessions)}\n\n`] : []),
  ].join("");
}
