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
  /** Why the session could not be read, or not to its end; null when it was. One sentence. */
  readonly problem: string | null;
  /** What is worth saying though nothing went wrong; one sentence. */
  readonly remark: string | null;
  /** How many spans each rule has hidden. */
  readonly hidden: Readonly<Record<string, number>>;
}
