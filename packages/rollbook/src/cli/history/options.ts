// The command line of `rollbook history` → what is wanted.

import type { Invocation } from "../command.ts";
import { EXIT, Failure } from "../exit.ts";
import { readMoment } from "../moment.ts";
import { readPattern } from "../pattern.ts";

export interface HistoryOptions {
  readonly fits: (text: string) => boolean;
  /** Unix milliseconds, both inclusive. */
  readonly since: number;
  readonly until: number;
  readonly limit: number;
  readonly typedOnly: boolean;
  readonly agents: boolean;
  readonly json: boolean;
  readonly hides: boolean;
}

/** Throws `Failure` (usage) for values that make no sense. */
export function readHistoryOptions({ operands, flags, values }: Invocation, now: number): HistoryOptions {
  const moment = (name: string, edge: "start" | "end"): number | null => {
    const text = values.get(name)?.at(-1);
    return text === undefined ? null : readMoment(`--${name}`, text, edge, now);
  };
  const query = operands.join(" ");
  return {
    fits: flags.has("regex") ? matcher(query) : finder(query),
    since: moment("since", "start") ?? Number.NEGATIVE_INFINITY,
    until: moment("until", "end") ?? Number.POSITIVE_INFINITY,
    limit: readLimit(values.get("limit")?.at(-1)),
    typedOnly: flags.has("typed"),
    agents: flags.has("agents"),
    json: flags.has("json"),
    hides: !flags.has("no-redact"),
  };
}

/** All words, wherever they stand. */
function finder(query: string): (text: string) => boolean {
  const words = fold(query).split(/\s+/).filter(Boolean);
  return (text) => {
    const folded = words.length === 0 ? "" : fold(text);
    return words.every((word) => folded.includes(word));
  };
}

function fold(text: string): string {
  return text.normalize("NFC").toLowerCase();
}

function matcher(query: string): (text: string) => boolean {
  if (query === "") throw new Failure(EXIT.usage, "--regex needs a pattern (see: rollbook history --help)");
  return readPattern("--regex", query);
}

function readLimit(asked: string | undefined): number {
  if (asked === undefined) return Number.POSITIVE_INFINITY;
  const limit = Number(asked);
  if (Number.isInteger(limit) && limit >= 0) return limit;
  throw new Failure(EXIT.usage, `--limit needs a number from 0 on, not "${asked}" (see: rollbook history --help)`);
}
