// The thread as JSON lines: a record of the thread, one of each turn, and one of the end.

import { THREAD_SCHEMA_VERSION } from "rollbook-core/thread";
import { filesOf } from "../../home/index.ts";
import type { Printer } from "./printer.ts";

export interface JsonOptions {
  /** Context messages are given too. */
  readonly all: boolean;
  /** The thread is read from its end, and nobody counts the turns before. */
  readonly unnumbered: boolean;
}

export function jsonLines({ all, unnumbered }: JsonOptions): Printer {
  return {
    begin({ id, header, name, chain }) {
      const { gaps } = chain;
      const files = filesOf(chain);
      return line({ record: "thread", schema_version: THREAD_SCHEMA_VERSION, id, name, header, files, gaps });
    },
    part({ head, items, again, over, recorded }) {
      const given = all ? items : items.filter(({ content }) => content.type !== "ContextMessage");
      return line({
        record: "turn",
        ...head,
        index: unnumbered ? null : head.index,
        again,
        over,
        items: given,
        ...recorded,
      });
    },
    end(_, { summary, tally, gaps, counted }) {
      const { id: _id, header: _header, files: _files, usage, usage_by_model, gaps: found, ...rest } = summary;
      return line({
        record: "end",
        turns: counted ? tally.turns : null,
        ...rest,
        usage: counted ? usage : null,
        usage_by_model: counted ? usage_by_model : null,
        gaps: [...gaps, ...found],
      });
    },
  };
}

function line(value: object): string {
  return `${JSON.stringify(value).replaceAll(STEERING, escaped)}\n`;
}

/** What JSON may hold as it is and a terminal must not. */
const STEERING = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

function escaped(character: string): string {
  return `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`;
}
