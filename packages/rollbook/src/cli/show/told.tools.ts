// For tests: a session told into a text, as the commands tell it.

import { createDeepRedactor, type DeepRedactor } from "../../redact/index.ts";
import type { Output } from "../output/descriptor.ts";
import { findSubject } from "./find.ts";
import type { Printer } from "./printer.ts";
import type { Selection } from "./select.ts";
import { createTelling, type TellingOptions } from "./telling.ts";
import { tellThread } from "./thread.ts";

const ALL: Selection = { turns: null, only: null };

export interface Asked {
  readonly home?: string;
  readonly selection?: Selection;
  readonly raw?: TellingOptions["raw"];
  readonly redact?: boolean | DeepRedactor;
  readonly soon?: boolean;
}

export async function toldText(word: string, printer: Printer, asked: Asked = {}): Promise<string> {
  const { subject } = findSubject(word, asked.home === undefined ? [] : [asked.home], () => {});
  let text = "";
  const output: Output = {
    write: (more) => (text += typeof more === "string" ? more : Buffer.from(more).toString()),
    settle: async () => {},
    finish: async () => {},
    discard: () => {},
    isClosed: () => false,
  };
  const { selection = ALL, raw = false, redact = false } = asked;
  const redactor = redact === true ? createDeepRedactor() : redact === false ? null : redact;
  const telling = createTelling(subject, output, { selection, printer, redactor, raw });
  await tellThread(subject, telling, {
    last: selection.turns === "last",
    tail: null,
    longest: 32 << 20,
    soon: asked.soon ?? false,
    check: () => {},
    pause: async () => true,
  });
  return text;
}
