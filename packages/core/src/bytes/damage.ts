// The kinds of damage a file can have, as data. Nothing in core throws on input: it says one of these.

import type { Place } from "./place.ts";

/**
 * - `torn`: the line starts a record that never ends (a crash, a full disk); nothing of it is a whole record.
 * - `glued`: a torn record with one or more whole records behind it on the same line (0.87.0 and 0.128.0 append to a
 *   torn line). The whole ones are salvaged and come as records of their own; this names the torn bytes only.
 * - `joined`: several whole records on one line without a newline between (0.8.0 on resume). All are salvaged;
 *   this names the line.
 * - `nul`: a run of NUL bytes, alone on a line or around a record (power loss).
 * - `invalid-utf8`: bytes that are no UTF-8; the record was read with U+FFFD in their place.
 * - `bom`: a byte order mark before the first record; read past it.
 * - `not-json`: text that is not a JSON value and starts none.
 * - `not-an-object`: a JSON value that is no object.
 * - `lone-surrogate`: an escape such as `\ud83d` without its other half; JSON.parse keeps it, UTF-8 cannot.
 * - `unreadable`: the file's bytes end or fail before the file does (an I/O error, a broken `.zst` frame).
 * - `too-deep`: a record whose values lie in each other deeper than can be walked; nothing of it was read.
 */
export const DAMAGE_KINDS = [
  "torn",
  "glued",
  "joined",
  "nul",
  "invalid-utf8",
  "bom",
  "not-json",
  "not-an-object",
  "lone-surrogate",
  "unreadable",
  "too-deep",
] as const;
export type DamageKind = (typeof DAMAGE_KINDS)[number];

export interface Damage {
  readonly kind: DamageKind;
  readonly at: Place;
  /** One sentence for a person; never holds text of the session. */
  readonly message: string;
  /** How many whole records of this line were saved. */
  readonly salvaged: number;
}
