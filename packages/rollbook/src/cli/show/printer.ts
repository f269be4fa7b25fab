// What each form of a transcript does: turns in, text out.

import type { TurnPart } from "./book.ts";
import type { Ending, Subject } from "./head.ts";
import type { Sources } from "./raw.ts";

export interface Printer {
  /** Before all else. `ending` is there if the whole thread was read by then. */
  readonly begin: (subject: Subject, ending: Ending | null) => string;
  /** A turn, or a part of one. `sources` gives the lines behind its items, where those are wanted. */
  readonly part: (part: TurnPart, sources: Sources | null) => string;
  /** `told`: `begin` was given it already. */
  readonly end: (subject: Subject, ending: Ending, told: boolean) => string;
}
