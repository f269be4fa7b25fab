// `show --context`: what a resume of a thread would load into the model.

import { createContextFold, isContextRecord } from "rollbook-core/context";
import { readChain } from "../../home/index.ts";
import { describeUnread } from "../input.ts";
import { renderContext } from "./context.ts";
import { hideContextSecrets } from "./context-hiding.ts";
import type { Subject } from "./head.ts";
import type { ShowOptions } from "./options.ts";

export interface LoadedContext {
  readonly text: string;
  /** Spans hidden, by rule. */
  readonly hidden: Readonly<Record<string, number>>;
  /** Sentences: why files could not be read, or not to their end. */
  readonly problems: readonly string[];
}

/** Reads the chain, without what a thread was reverted from: that is loaded by nobody. */
export async function loadContext({ chain }: Subject, options: ShowOptions): Promise<LoadedContext> {
  const fold = createContextFold();
  const problems: string[] = [];
  const gaps: string[] = [...chain.gaps];
  const pass = (outer: string, inner: string): boolean => !isContextRecord(outer, inner);
  for await (const { file, readings, end } of readChain(chain.files, { long: "whole", pass })) {
    for (const reading of readings) fold.read(file, reading);
    if (end !== null && end.gap !== null) gaps.push(end.gap);
    if (end !== null && end.problem !== null)
      problems.push(describeUnread(end.problem, "what stands before it counts"));
  }
  const report = fold.end();
  const known = { ...report, notes: [...report.notes, ...gaps] };
  const { report: safe, hidden } = options.redact ? await hideContextSecrets(known) : { report: known, hidden: {} };
  const { width, colour, form } = options;
  return {
    text: form === "json" ? `${JSON.stringify(safe)}\n` : renderContext(safe, { width, colour }),
    hidden,
    problems,
  };
}
