// The forms `rollbook actions` writes its records in.

import type { ActionStreamRecord } from "rollbook-core";

export type FormatName = "jsonl" | "json" | "csv" | "table";

export interface FormatOptions {
  /** Characters a line may take; only the table looks at it. */
  readonly columns: number;
  readonly colour: boolean;
  /** Optional fields asked for with `--include`. */
  readonly include: ReadonlySet<string>;
}

/** The text of several sessions: `open`, the sessions' texts with `between` where both sides have some, `close`. */
export interface Format {
  readonly open: string;
  readonly between: string;
  readonly close: string;
  /** A writer for one session; each is used for one only. */
  readonly session: () => SessionText;
}

export interface SessionText {
  /** Takes the next record and gives the text that can be written already. */
  readonly record: (record: ActionStreamRecord) => string;
  /** The rest, once the session's last record was taken. */
  readonly end: () => string;
}

/** Loads what the form needs, and no more: `jsonl` needs nothing. */
export async function openFormat(name: FormatName, options: FormatOptions): Promise<Format> {
  switch (name) {
    case "jsonl":
      return jsonl;
    case "json":
      return (await import("./json.ts")).json;
    case "csv":
      return (await import("./csv.ts")).csv(options);
    case "table":
      return (await import("./table.ts")).table(options);
  }
}

const jsonl: Format = {
  open: "",
  between: "",
  close: "",
  session: () => ({ record: (record) => `${JSON.stringify(record)}\n`, end: () => "" }),
};
