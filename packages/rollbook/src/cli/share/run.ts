// rollbook share: a session as one file for others.

import { filesOf } from "../../home/index.ts";
import { createDeepRedactor } from "../../redact/index.ts";
import type { Run } from "../command.ts";
import { openOutputFile } from "../output/file.ts";
import { openStdout } from "../output/stdout.ts";
import { markdownDocument } from "../show/document.ts";
import { findSubject } from "../show/find.ts";
import type { Printer } from "../show/printer.ts";
import { tellSession } from "../show/tell.ts";
import { tailOf } from "../show/thread.ts";
import { version } from "../version.ts";
import { readLook } from "./look.ts";
import { type ShareOptions, readShareOptions } from "./options.ts";
import { pageDocument } from "./page/document.ts";
import { isRaw } from "./page/item.ts";
import { LIMITS, UNLIMITED } from "./page/limits.ts";
import { withReport } from "./report.ts";

/** A line of more bytes is read with its long texts cut. */
const LONGEST = 32 << 20;

export const runShare: Run = async (invocation, console) => {
  const options = readShareOptions(invocation, console);
  const { word, homes, selection, form } = options;
  const found = findSubject(word, homes, console.note);
  const { subject } = found;
  const tail = selection.turns === "last" ? tailOf(subject, LONGEST) : null;
  const redactor = options.redact ? createDeepRedactor() : null;
  const printer = await printerOf(options, tail !== null && !tail.whole, redactor?.hidden ?? null);
  const inputs = filesOf(subject.chain).map(({ path }) => path);
  const output = options.output === null ? openStdout() : openOutputFile(options.output, inputs, console.env);
  const raw = form === "html" && isRaw;
  return tellSession(
    found,
    { word, selection, printer, redactor, raw, tail, longest: LONGEST, soon: false },
    output,
    console,
  );
};

async function printerOf(
  { form, full, all, pictures }: ShareOptions,
  unnumbered: boolean,
  hidden: (() => Readonly<Record<string, number>>) | null,
): Promise<Printer> {
  if (form === "markdown") return withReport(markdownDocument({ full, all, unnumbered }), hidden);
  const limits = full ? UNLIMITED : LIMITS;
  return pageDocument({ look: await readLook(), limits, all, pictures, unnumbered, hidden, version: version() });
}
