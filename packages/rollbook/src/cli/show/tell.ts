// Has a session told into an output: what `show` prints and `share` writes.

import type { DeepRedactor } from "../../redact/index.ts";
import type { FileTail } from "../../home/index.ts";
import { plural } from "../check/facts.ts";
import type { Console } from "../console.ts";
import { EXIT, Failure } from "../exit.ts";
import { describeHidden } from "../hidden.ts";
import { boundMemory } from "../memory.ts";
import type { Output } from "../output/descriptor.ts";
import { showProgress } from "../progress.ts";
import type { TurnPart } from "./book.ts";
import type { Found } from "./find.ts";
import { select } from "./select.ts";
import { createTelling, type TellingOptions } from "./telling.ts";
import { tellThread, type ThreadOptions, type ThreadReading } from "./thread.ts";

export interface Told extends TellingOptions, Pick<ThreadOptions, "longest" | "soon"> {
  /** As the person named the session. */
  readonly word: string;
  /** Of the last turn, if only that is wanted and need not be looked for from the beginning. */
  readonly tail: FileTail | null;
  readonly redactor: DeepRedactor | null;
}

/** Gives the exit code. Throws `Failure` where there is nothing to tell; then nothing stays written. */
export async function tellSession({ subject, bytes }: Found, told: Told, output: Output, console: Console) {
  const { word, selection, redactor, tail, longest, soon } = told;
  boundMemory(word === "-" ? Number.POSITIVE_INFINITY : bytes);
  const progress = showProgress(console, bytes);
  const telling = createTelling(subject, output, told);
  const pause = async (size: number): Promise<boolean> => {
    progress.add(size);
    await output.settle();
    return !output.isClosed();
  };
  let reading: ThreadReading;
  try {
    const check = (read: ThreadReading, parts: readonly TurnPart[]): void => refuse(told, read, parts);
    const last = selection.turns === "last";
    reading = await tellThread(subject, telling, { last, tail, longest, soon, check, pause });
    await output.finish();
  } catch (error) {
    output.discard();
    throw error;
  } finally {
    progress.clear();
  }
  noteHidden(redactor?.hidden() ?? {}, console);
  for (const problem of reading.problems) console.note(`rollbook: ${problem}`);
  if (output.isClosed()) return EXIT.ok;
  if (telling.told() === 0) {
    console.note(
      `rollbook: ${reading.turns === 0 ? "the session has no turns yet" : "nothing in the session is of that kind"}`,
    );
  }
  return reading.problems.length > 0 ? EXIT.input : EXIT.ok;
}

export function noteHidden(hidden: Readonly<Record<string, number>>, console: Console): void {
  if (Object.keys(hidden).length > 0) console.note(`rollbook: ${describeHidden(Object.entries(hidden))}`);
}

/** Throws where there is nothing of what was asked for. */
function refuse(
  { word, selection }: Told,
  { recognised, bytes, problems, turns }: ThreadReading,
  parts: readonly TurnPart[],
): void {
  // What could not be read may well be a session.
  if (!recognised && problems.length > 0) throw new Failure(EXIT.input, problems.join("; "));
  if (!recognised && bytes > 0) {
    throw new Failure(
      EXIT.input,
      `${word} holds no Codex session: no record in it is of a known shape; check the path`,
    );
  }
  if (selection.turns === null || turns === 0) return;
  if (parts.every((part) => select(part, { ...selection, only: null }) === null)) {
    throw new Failure(EXIT.usage, `there is no such turn: the session has ${plural(turns, "turn")}`);
  }
}
