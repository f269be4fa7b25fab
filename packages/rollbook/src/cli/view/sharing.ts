// Sessions as files, written by `rollbook share` in a process of its own.

import { type ChildProcessByStdio, spawn } from "node:child_process";
import type { Readable } from "node:stream";
import type { ShareSession } from "../../server/index.ts";
import { EXIT } from "../exit.ts";

type Child = ChildProcessByStdio<null, Readable, Readable>;

/** `program` is the file that starts rollbook. */
export function shareWith(program: string): ShareSession {
  return async ({ path, first_turn, last_turn, full }, signal) => {
    const turns = turnsOf(first_turn, last_turn);
    const words = [...(turns === null ? [] : [`--turns=${turns}`]), ...(full ? ["--full"] : []), "--", path];
    const child: Child = spawn(process.execPath, [program, "share", ...words], {
      stdio: ["ignore", "pipe", "pipe"],
      signal,
    });
    let complaint = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (complaint += text));
    const ended = new Promise<number | null>((resolve, reject) => {
      child.on("error", reject);
      child.on("close", resolve);
    });
    // Whoever reads is told in the end.
    ended.catch(() => {});
    const texts = textsOf(child, ended, () => complaint);
    const first = await texts.next();
    if (first.done !== true) return following(first.value, texts);
    return complaint.trim().replaceAll(/^rollbook: /gm, "");
  };
}

/** Numbers of turns begin with 1. */
function turnsOf(first: number | null, last: number | null): string | null {
  if (first === null && last === null) return null;
  return `${(first ?? 0) + 1}..${last === null ? "" : last + 1}`;
}

async function* textsOf(
  child: Child,
  ended: Promise<number | null>,
  complaint: () => string,
): AsyncGenerator<string, void, undefined> {
  let some = false;
  for await (const text of child.stdout.setEncoding("utf8")) {
    some = true;
    yield String(text);
  }
  const code = await ended;
  // What could not be read to its end says so itself; what never began is told by its complaint.
  if (code === EXIT.ok || code === EXIT.input || (code === EXIT.usage && !some)) return;
  throw new Error(`rollbook share ended with ${code}: ${complaint()}`);
}

async function* following(first: string, rest: AsyncIterable<string>): AsyncGenerator<string, void, undefined> {
  yield first;
  yield* rest;
}
