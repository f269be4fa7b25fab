// What a digest says of a session, as plain data: facets, spending by the quarter of an hour, tools, and passages.

import type { Status } from "../action/contract.ts";
import type { Facets } from "../facets/contract.ts";
import type { Cell } from "../usage/cell.ts";

/**
 * - `prompt`: what a person typed; `reply`: what the model answered; `reasoning`: what it told of its thoughts
 * - `plan`: the plan of plan mode; `review`: what a review was asked and found
 * - `command`, `change`, `tool`: the actions of these types
 * - `agent`: what agents said to one another
 * - `compaction`: the summary that took the place of what stood before it
 * - `name`, `goal`: what the session was called, and was to reach
 * - `error`: why a turn ended; `note`: warnings and what hooks put in
 */
export type PassageKind =
  | "prompt"
  | "reply"
  | "reasoning"
  | "plan"
  | "review"
  | "command"
  | "change"
  | "tool"
  | "agent"
  | "compaction"
  | "name"
  | "goal"
  | "error"
  | "note";

/** `""` where there is none. Images and other long runs of base64 are left out. */
export interface PassageTexts {
  /** What was said; the patch of a change; the arguments of a tool's call, their strings one a line. */
  readonly said: string;
  readonly command: string;
  /** What a command or tool gave back, without what Codex wrote around it. */
  readonly output: string;
  /** The paths a change touched, or a review speaks of, one a line. */
  readonly path: string;
}

/** A record that tells it: bytes of an uncompressed file. */
export interface PassagePlace {
  /** Which of the session's files, in the order they were opened. */
  readonly part: number;
  readonly line: number;
  readonly offset: number;
  readonly length: number;
}

/** One thing of a session that can be found. Each is told once, however many records tell it. */
export interface Passage {
  /** 0, 1, 2 … within the session. A passage of which more is known later is given again under its number. */
  readonly n: number;
  readonly kind: PassageKind;
  /** Null where nothing on disk names the turn. */
  readonly turn_id: string | null;
  /** When the record that settled it was written, in Unix ms; null in the two oldest eras. */
  readonly time_ms: number | null;
  /** Of actions; null for all others. */
  readonly status: Status | null;
  readonly exit_code: number | null;
  /** The tool of an action. */
  readonly tool: string | null;
  /** Null where not all records that tell it are at hand: `retellPassage` makes them of the lines at `places`. */
  readonly texts: PassageTexts | null;
  /** A text is too long to be held, and its beginning stands for it. */
  readonly cut: boolean;
  /** All that its texts are made of, in the order they were written. */
  readonly places: readonly PassagePlace[];
}

/** How often a tool was used, and for how long as far as that is told. */
export interface ToolUse {
  /** Null where none is named. */
  readonly tool: string | null;
  readonly calls: number;
  /** Of these, those that failed or timed out. */
  readonly failed: number;
  /** Of these, those whose duration is known. */
  readonly timed: number;
  readonly duration_ms: number;
}

/** A window of a provider's limit. */
export interface LimitWindow {
  readonly used_percent: number;
  readonly window_minutes: number | null;
  /** Unix seconds. */
  readonly resets_at: number | null;
}

/** How a limit stood, by a record of the session's own. */
export interface LimitStanding {
  /** RFC 3339, UTC. */
  readonly time: string;
  /** Told since 0.104. */
  readonly limit_id: string | null;
  readonly plan_type: string | null;
  readonly primary: LimitWindow | null;
  readonly secondary: LimitWindow | null;
}

export interface DigestEnd {
  readonly facets: Facets;
  /** `day` is a quarter of an hour in UTC, `2026-11-21T14:45`. Several files of a session are added up. */
  readonly cells: readonly Cell[];
  readonly tools: readonly ToolUse[];
  /** The last of each quarter of an hour. */
  readonly limits: readonly LimitStanding[];
}
