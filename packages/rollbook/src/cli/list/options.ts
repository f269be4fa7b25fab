// The command line of `rollbook list` → the question.

import { PRICES, type PriceTable } from "rollbook-core/usage";
import {
  filtersOf,
  LIST_SORTS,
  NoCursor,
  readCursor,
  readWhen,
  type Cursor,
  type Question,
  type SortKey,
} from "../../listing/index.ts";
import type { Invocation } from "../command.ts";
import { EXIT, Failure } from "../exit.ts";
import { readPrices } from "../prices.ts";

export interface ListOptions {
  readonly question: Question;
  readonly prices: PriceTable;
  readonly json: boolean;
  /** First records to give of each session; with JSON only. */
  readonly head: number;
  readonly redact: boolean;
}

const USUAL_LIMIT = 25;
const USUAL_HEAD = 5;
const USUAL_CAP = 10_000;

/** Throws `Failure` (usage) for values that make no sense. */
export function readListOptions({ values, flags }: Invocation, now: number): ListOptions {
  const last = (option: string): string | null => values.get(option)?.at(-1) ?? null;
  const whole = (option: string, usual: number, least: number): number => {
    const asked = last(option);
    if (asked === null) return usual;
    const number = Number(asked);
    if (Number.isSafeInteger(number) && number >= least && /^\d+$/.test(asked)) return number;
    throw wrong(`--${option} needs a whole number from ${least} on, not "${asked}"`);
  };
  const time = (option: string): number | null => {
    const asked = last(option);
    if (asked === null) return null;
    const found = readWhen(asked, now, option === "until");
    if (found !== null) return found;
    throw wrong(
      `--${option} knows no time "${asked}"; write 2026-11-21, 2026-11-21T07:20:00Z, or 3d (30m, 12h, 2w) for that long ago`,
    );
  };
  const json = flags.has("json");
  if (values.has("head") && !json) throw wrong("--head gives records and needs --json");
  const sort = LIST_SORTS.find((name) => name === last("sort")) ?? "created";
  const cursor = last("cursor");
  const file = last("prices");
  return {
    question: {
      filters: filtersOf({ values, flags, since: time("since"), until: time("until"), sort }),
      sort,
      tree: flags.has("tree"),
      limit: whole("limit", USUAL_LIMIT, 1),
      after: cursor === null ? null : cursorOf(cursor, sort),
      scanCap: whole("scan-cap", USUAL_CAP, 1),
    },
    prices: file === null ? PRICES : readPrices(file),
    json,
    head: whole("head", USUAL_HEAD, 0),
    redact: !flags.has("no-redact"),
  };
}

function cursorOf(cursor: string, sort: SortKey): Cursor {
  try {
    return readCursor(cursor, sort);
  } catch (error) {
    if (!(error instanceof NoCursor)) throw error;
    const sentence =
      error.sort === null
        ? `--cursor "${cursor}" is not one that rollbook list gave; leave it out to begin anew`
        : `--cursor is of a list sorted by ${error.sort}; add --sort ${error.sort}`;
    throw new Failure(EXIT.usage, sentence);
  }
}

function wrong(sentence: string): Failure {
  return new Failure(EXIT.usage, `${sentence} (see: rollbook list --help)`);
}
