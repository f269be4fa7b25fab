// Events of one session: those that name it and, if wanted, those of its time that name none.

import type { CataloguedThread } from "rollbook-core";
import type { LogEvent } from "rollbook-core/logs";
import { begunMs, openCatalogue, sessionRooms, writtenMs } from "../../home/index.ts";
import { EXIT, Failure } from "../exit.ts";
import { chooseThread, describeUnknown, isPath } from "../operand.ts";

export interface OfSession {
  readonly fits: (event: LogEvent) => boolean;
  /** When it was begun, in Unix milliseconds; nothing that names it is older. */
  readonly begin: number;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Codex logs a little before it writes the head of a session, and after its last record. */
const AROUND_MS = 60_000;

/** Throws `Failure` when the word names none, or several. A whole id need not be one of a session that is still there. */
export function sessionOf(
  word: string,
  homes: readonly string[],
  unnamed: boolean,
  note: (line: string) => void,
): OfSession {
  const whole = UUID.test(word);
  if (whole && !unnamed) return { fits: named(word), begin: begunAt(word) };
  const library = openCatalogue([...homes.flatMap(sessionRooms), ...(isPath(word) ? [word] : [])]);
  const thread = chooseThread(library, word, note)?.thread ?? null;
  const id = thread?.id ?? (whole ? word : null);
  if (id === null) throw new Failure(EXIT.usage, describeUnknown(word, homes));
  const begun = thread === null ? null : begunMs(thread);
  const fits = named(id);
  if (!unnamed) return { fits, begin: begun ?? begunAt(id) };
  if (thread === null || begun === null) {
    throw new Failure(EXIT.usage, `--unnamed needs a session that is there, to know its time; there is no ${id}`);
  }
  const during = timeOf(thread, begun);
  return { fits: (event) => fits(event) || (event.session_id === null && during(event)), begin: begun };
}

function named(id: string): (event: LogEvent) => boolean {
  const lower = id.toLowerCase();
  return ({ session_id }) => session_id?.toLowerCase() === lower;
}

function timeOf(thread: CataloguedThread, begun: number): (event: LogEvent) => boolean {
  const end = writtenMs(thread) + AROUND_MS;
  return ({ time_ms }) => time_ms !== null && time_ms >= begun - AROUND_MS && time_ms <= end;
}

/** Ids of version 7 begin with their time. */
function begunAt(id: string): number {
  const hex = id.replaceAll("-", "");
  return hex[12] === "7" ? Number.parseInt(hex.slice(0, 12), 16) : Number.NEGATIVE_INFINITY;
}
