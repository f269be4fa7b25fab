// The server: messages in, answers out, each as soon as it is there.

import type { Json } from "rollbook-core";
import { CODE, failureOf, RequestFailure } from "./failure.ts";
import { splitLines, type Line } from "./framing.ts";
import { readMessage, type Message, type RequestId } from "./message.ts";
import { findMethod, HANDSHAKE } from "./methods.ts";
import { createService, type Service } from "./service.ts";

export interface Client {
  readonly input: AsyncIterable<Uint8Array>;
  /** Takes a whole line and resolves when it was written; lines never mix. Resolves too when nobody listens any more. */
  readonly write: (line: string) => Promise<void>;
  /** Nobody listens any more. */
  readonly gone: AbortSignal;
}

export interface ServeOptions {
  /** Codex homes, the first of which is the one that is told. */
  readonly homes: readonly string[];
  readonly version: string;
  /** One line for a person. */
  readonly note: (line: string) => void;
}

/** Requests worked on at a time; while there are so many, no more are read. */
const MOST_OPEN = 64;

/**
 * Answers a client until its input is over or it is gone, and in the first case finishes what was asked. A request that
 * cannot be answered has an error for an answer; a message that cannot be understood is noted.
 */
export async function serve(client: Client, options: ServeOptions): Promise<void> {
  const { gone } = client;
  const service = createService(options.homes, options.version, gone);
  const session: Session = { service, greeted: false };
  const open = new Set<Promise<void>>();
  const lines = splitLines(client.input);
  while (!gone.aborted) {
    const line = await nextLine(lines, gone, options.note);
    if (line === null) break;
    if (line.text.trim() === "") continue;
    const work = answer(session, readMessage(line), options.note).then((said) =>
      said === null || gone.aborted ? undefined : client.write(said),
    );
    open.add(work);
    void work.finally(() => open.delete(work));
    if (open.size >= MOST_OPEN) await unlessGone(Promise.race(open), gone);
  }
  await unlessGone(Promise.all(open), gone);
}

/** Null when there are no more, or nobody waits for answers to them. */
async function nextLine(
  lines: ReturnType<typeof splitLines>,
  gone: AbortSignal,
  note: (line: string) => void,
): Promise<Line | null> {
  try {
    const step = await unlessGone(lines.next(), gone);
    return step === null || step.done === true ? null : step.value;
  } catch (error) {
    note(`the input could not be read further: ${error instanceof Error ? error.message : "it failed"}`);
    return null;
  }
}

/** Leaves nothing behind with the signal, which may live for as long as the machine is up. */
async function unlessGone<T>(awaited: Promise<T>, gone: AbortSignal): Promise<T | null> {
  return new Promise((resolve, reject) => {
    const leave = (): void => resolve(null);
    if (gone.aborted) leave();
    gone.addEventListener("abort", leave, { once: true });
    awaited.then(resolve, reject).finally(() => gone.removeEventListener("abort", leave));
  });
}

interface Session {
  readonly service: Service;
  greeted: boolean;
}

async function answer(session: Session, message: Message, note: (line: string) => void): Promise<string | null> {
  if (message.kind === "silent") return null;
  if (message.kind === "broken") {
    if (message.id !== null)
      return say(message.id, new RequestFailure(CODE.request, `Invalid request: ${message.why}`));
    note(`a message was not understood: ${message.why}`);
    return null;
  }
  const { id } = message;
  try {
    const result = await perform(session, message.method, message.params);
    return `{"id":${id},"result":${oneLine(result)}}\n`;
  } catch (error) {
    return say(id, failureOf(error));
  }
}

async function perform(session: Session, method: string, params: Json | undefined): Promise<Json> {
  const call = findMethod(method)(params);
  if (method === HANDSHAKE) {
    if (session.greeted) throw new RequestFailure(CODE.request, "Already initialized");
    session.greeted = true;
  } else if (!session.greeted) throw new RequestFailure(CODE.request, "Not initialized");
  return call(session.service);
}

function say(id: RequestId, { code, message }: RequestFailure): string {
  return `{"error":${oneLine({ code, message })},"id":${id}}\n`;
}

/** Some readers of lines, Node's among them, end one at these characters too; JSON may have them as they are. */
function oneLine(value: Json): string {
  return JSON.stringify(value).replaceAll(/[\u2028\u2029]/g, (character) =>
    character === "\u2028" ? "\\u2028" : "\\u2029",
  );
}
