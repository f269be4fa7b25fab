// What is to be done with each session, as plain data that can be handed to a worker.

import type { FormatName } from "../format/format.ts";

export type Include = "output" | "patch" | "prompts" | "reasoning";

export interface Job {
  readonly format: FormatName;
  readonly include: readonly Include[];
  readonly withCopied: boolean;
  readonly redact: boolean;
  readonly columns: number;
  readonly colour: boolean;
}

/** How the export of one session ended. */
export interface Outcome {
  /** Why files of the session could not be read, or not to their ends; a sentence each. */
  readonly problems: readonly string[];
  /** What is worth saying though nothing went wrong; a sentence each. */
  readonly remarks: readonly string[];
  /** How many spans each rule has hidden. */
  readonly hidden: Readonly<Record<string, number>>;
}
