// The command line of `rollbook share` → what to write, and where.

import type { Invocation } from "../command.ts";
import type { Console } from "../console.ts";
import { EXIT, Failure } from "../exit.ts";
import { homesOf } from "../operand.ts";
import { readRange, type Selection } from "../show/select.ts";

export interface ShareOptions {
  readonly word: string;
  readonly homes: readonly string[];
  /** Null for standard output. */
  readonly output: string | null;
  readonly form: "html" | "markdown";
  readonly selection: Selection;
  readonly full: boolean;
  readonly all: boolean;
  readonly pictures: boolean;
  readonly redact: boolean;
}

/** Throws `Failure` (usage) for values that make no sense. */
export function readShareOptions(invocation: Invocation, { env, outputSeen }: Console): ShareOptions {
  const { operands, flags, values } = invocation;
  const output = values.get("output")?.at(-1) ?? null;
  const form = flags.has("markdown") || /\.(?:md|markdown)$/i.test(output ?? "") ? "markdown" : "html";
  if (output === null && outputSeen && form === "html") {
    throw new Failure(EXIT.usage, "a page is nothing for a terminal; name a file with -o session.html");
  }
  return {
    word: operands[0] ?? "",
    homes: homesOf(invocation, env),
    output,
    form,
    selection: { turns: readRange(values.get("turns")?.at(-1), "--turns", "share"), only: null },
    full: flags.has("full"),
    all: flags.has("all"),
    pictures: !flags.has("no-images"),
    redact: !flags.has("no-redact"),
  };
}
