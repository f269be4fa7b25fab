// rollbook show: a session as a transcript.

import { createDeepRedactor } from "../../redact/index.ts";
import { boundMemory } from "../memory.ts";
import { plural } from "../check/facts.ts";
import type { Run } from "../command.ts";
import type { Console } from "../console.ts";
import { EXIT, Failure } from "../exit.ts";
import { describeHidden } from "../hidden.ts";
import type { Output } from "../output/descriptor.ts";
import { openStdout } from "../output/stdout.ts";
import { showProgress } from "../progress.ts";
import { markdownDocument } from "./document.ts";
import type { TurnPart } from "./book.ts";
import { findSubject } from "./find.ts";
import type { Subject } from "./head.ts";
import { jsonLines } from "./json.ts";
import { readShowOptions, type ShowOptions } from "./options.ts";
import { pagedOutput, pagerOf } from "./pager.ts";
import type { Printer } from "./printer.ts";
import { select } from "./select.ts";
import { createTelling } from "./telling.ts";
import { terminalPage } from "./terminal/page.ts";
import { tailOf, tellThread, type ThreadReading } from "./thread.ts";

/** A line of more bytes is read with its long texts cut; JSON gives them whole, as far as they can be held at all. */
const LONGEST = { terminal: 32 << 20, markdown: 32 << 20, json: 0x1fffffe8 } as const;

export const runShow: Run = async (invocation, console) => {
  const options = readShowOptions(invocation, console);
  const { form, selection, raw } = options;
  const { subject, bytes } = findSubject(options.word, options.homes, console.note);
  if (options.context) return showContext(subject, options, console);
  const last = selection.turns === "last";
  // In older files Codex names turns and items by counting, so their ids need all of it.
  const named = form !== "json" || subject.header.history_mode === "paginated";
  const tail = last && named ? tailOf(subject, LONGEST[form]) : null;
  boundMemory(options.word === "-" ? Number.POSITIVE_INFINITY : bytes);
  const redactor = options.redact ? createDeepRedactor() : null;
  const output = openOutput(options, console);
  const progress = showProgress(console, bytes);
  const printer = printerOf(options, tail !== null && !tail.whole);
  const telling = createTelling(subject, output, { selection, printer, redactor, raw });
  const pause = async (size: number): Promise<boolean> => {
    progress.add(size);
    await output.settle();
    return !output.isClosed();
  };
  let reading: ThreadReading;
  try {
    const check = (read: ThreadReading, parts: readonly TurnPart[]): void => refuse(options, read, parts);
    const soon = form === "json";
    reading = await tellThread(subject, telling, { last, tail, longest: LONGEST[form], soon, check, pause });
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
};

async function showContext(subject: Subject, options: ShowOptions, console: Console): Promise<number> {
  const { loadContext } = await import("./load.ts");
  const { text, hidden, problems } = await loadContext(subject, options);
  const output = openOutput(options, console);
  output.write(text);
  await output.finish();
  noteHidden(hidden, console);
  for (const problem of problems) console.note(`rollbook: ${problem}`);
  return problems.length > 0 ? EXIT.input : EXIT.ok;
}

function noteHidden(hidden: Readonly<Record<string, number>>, console: Console): void {
  if (Object.keys(hidden).length > 0) console.note(`rollbook: ${describeHidden(Object.entries(hidden))}`);
}

/** Throws where there is nothing of what was asked for. */
function refuse(
  { word, selection }: ShowOptions,
  { recognised, bytes, problems, turns }: ThreadReading,
  parts: readonly TurnPart[],
): void {
  if (!recognised && bytes > 0) {
    throw new Failure(
      EXIT.input,
      `${word} holds no Codex session: no record in it is of a known shape; check the path`,
    );
  }
  if (!recognised && problems.length > 0) throw new Failure(EXIT.input, problems.join("; "));
  if (selection.turns === null || turns === 0) return;
  if (parts.every((part) => select(part, { ...selection, only: null }) === null)) {
    throw new Failure(EXIT.usage, `there is no such turn: the session has ${plural(turns, "turn")}`);
  }
}

function openOutput({ paged }: ShowOptions, { env, rows, columns }: Console): Output {
  const command = paged ? pagerOf(env) : null;
  return command === null ? openStdout() : pagedOutput({ command, rows, columns, env });
}

function printerOf({ form, full, all, width, colour }: ShowOptions, unnumbered: boolean): Printer {
  if (form === "json") return jsonLines({ all, unnumbered });
  if (form === "markdown") return markdownDocument({ full, all, unnumbered });
  return terminalPage({ width, colour, full, all, unnumbered });
}
