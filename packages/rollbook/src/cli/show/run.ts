// rollbook show: a session as a transcript.

import { createDeepRedactor } from "../../redact/index.ts";
import type { Run } from "../command.ts";
import type { Console } from "../console.ts";
import { EXIT } from "../exit.ts";
import type { Output } from "../output/descriptor.ts";
import { openStdout } from "../output/stdout.ts";
import { markdownDocument } from "./document.ts";
import { findSubject } from "./find.ts";
import type { Subject } from "./head.ts";
import { jsonLines } from "./json.ts";
import { readShowOptions, type ShowOptions } from "./options.ts";
import { pagedOutput, pagerOf } from "./pager.ts";
import type { Printer } from "./printer.ts";
import { openRecorded, type Recorded } from "./recorded.ts";
import { noteHidden, tellSession } from "./tell.ts";
import { terminalPage } from "./terminal/page.ts";
import { tailOf } from "./thread.ts";

/** A line of more bytes is read with its long texts cut; JSON gives them whole, as far as they can be held at all. */
const LONGEST = { terminal: 32 << 20, markdown: 32 << 20, json: 0x1fffffe8 } as const;

export const runShow: Run = async (invocation, console) => {
  const options = readShowOptions(invocation, console);
  const { word, form, selection, raw } = options;
  const found = findSubject(word, options.homes, console.note);
  const { subject } = found;
  if (options.context) return showContext(subject, options, console);
  // In older files Codex names turns and items by counting, so their ids need all of it.
  const named = form !== "json" || subject.header.history_mode === "paginated";
  const longest = LONGEST[form];
  const tail = selection.turns === "last" && named ? tailOf(subject, longest) : null;
  const redactor = options.redact ? createDeepRedactor() : null;
  const printer = printerOf(options, tail !== null && !tail.whole);
  const recorded = await openRecorded(subject, options.requests);
  const shown = recorded === null ? found : { ...found, subject: { ...subject, recording: recorded.facts } };
  const told = { word, selection, printer, redactor, raw, recorded, tail, longest, soon: form === "json" };
  const code = await tellSession(shown, told, openOutput(options, console), console);
  noteRecording(recorded, options, console);
  return code;
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

function noteRecording(recorded: Recorded | null, { requests }: ShowOptions, console: Console): void {
  for (const problem of recorded?.recording.problems ?? []) console.note(`rollbook: ${problem}`);
  if (recorded === null && requests) {
    console.note("rollbook: the session was not recorded, so nothing tells of its requests (see: rollbook record)");
  }
}

function openOutput({ paged }: ShowOptions, { env, rows, columns }: Console): Output {
  const command = paged ? pagerOf(env) : null;
  return command === null ? openStdout() : pagedOutput({ command, rows, columns, env });
}

function printerOf({ form, full, all, requests, width, colour }: ShowOptions, unnumbered: boolean): Printer {
  if (form === "json") return jsonLines({ all, unnumbered });
  if (form === "markdown") return markdownDocument({ full, all, requests, unnumbered });
  return terminalPage({ width, colour, full, all, requests, unnumbered });
}
