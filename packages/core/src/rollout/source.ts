// What a reader remembers of a file while it reads it, and how records and damage become readings.

import type { DamageKind } from "../bytes/damage.ts";
import { DEEPEST, isTooDeep } from "../bytes/deep.ts";
import type { JsonObject } from "../bytes/json.ts";
import type { Place } from "../bytes/place.ts";
import { classifyRecord } from "./classify.ts";
import type { Era } from "./era.ts";
import { createReaderMemory, remember, type ReaderMemory } from "./memory.ts";
import type { Kind } from "./peek.ts";
import type { PassedReading, Reading, RecordReading } from "./reading.ts";

const MESSAGES: Readonly<Record<DamageKind, string>> = {
  torn: "The record breaks off before it is complete.",
  glued: "The record breaks off, and another one follows on the same line.",
  joined: "Several whole records stand on one line without a newline between them.",
  nul: "A run of NUL bytes stands where text should be.",
  "invalid-utf8": "The record holds bytes that are no UTF-8; it was read with U+FFFD in their place.",
  bom: "A byte order mark stands before the record.",
  "not-json": "The text is no JSON and starts no record.",
  "not-an-object": "The line holds a JSON value that is no object.",
  "lone-surrogate": "The record escapes one half of a surrogate pair without the other.",
  unreadable: "The file could not be read to its end.",
  "too-deep": `The record's values lie in each other more than ${DEEPEST} deep; it was not looked into.`,
};

export class Source {
  readonly memory: ReaderMemory;
  readonly #emit: (reading: Reading) => void;
  readonly #silent: boolean;

  /** `silent`: see `ReadOptions`. */
  constructor(emit: (reading: Reading) => void, silent: boolean, memory: ReaderMemory = createReaderMemory()) {
    this.#emit = emit;
    this.#silent = silent;
    this.memory = memory;
  }

  /** The file's first `session_meta` states a `history_mode`. */
  get moded(): boolean {
    return this.memory.moded;
  }

  /** The last record that stood alone on its line had no envelope. */
  get bare(): boolean {
    return this.memory.bare;
  }

  record(value: JsonObject, at: Place, salvaged: boolean, abridged: boolean): void {
    const { era, outer, inner } = classifyRecord(value, this.memory);
    this.item(value, at, era, outer, inner, salvaged, abridged);
  }

  item(
    value: JsonObject,
    at: Place,
    era: Era | null,
    outer: string,
    inner: string,
    salvaged: boolean,
    abridged: boolean,
  ): void {
    // Every level takes two brackets, so most records need no look.
    if (at.length > 2 * DEEPEST && isTooDeep(value)) return this.damage("too-deep", at, 0);
    const reading: RecordReading = abridged
      ? { kind: "record", at, era, outer, inner, value, salvaged, abridged }
      : { kind: "record", at, era, outer, inner, value, salvaged };
    this.#emit(reading);
    remember(this.memory, reading);
  }

  passed(at: Place, era: Era, kind: Kind): void {
    if (this.hush(era, kind)) return;
    const { outer, inner } = kind;
    const reading: PassedReading = { kind: "passed", at, era, outer, inner };
    this.#emit(reading);
    remember(this.memory, reading);
    kind.told = era;
  }

  /** Passes records without a word; false where they must be told. */
  hush(era: Era, kind: Kind): boolean {
    if (!this.#silent || !kind.known || kind.told !== era) return false;
    this.skip();
    return true;
  }

  /** Records with an envelope were passed. */
  skip(): void {
    this.memory.bare = false;
  }

  blank(at: Place): void {
    this.#emit({ kind: "blank", at });
  }

  damage(kind: DamageKind, at: Place, salvaged: number): void {
    this.#emit({ kind: "damage", at, damage: { kind, at, message: MESSAGES[kind], salvaged } });
  }

  /** Something about bytes whose reading was given already: it takes no place of its own. */
  remark(kind: DamageKind, about: Place, salvaged: number): void {
    const at = { offset: about.offset + about.length, length: 0, number: about.number };
    this.#emit({ kind: "damage", at, damage: { kind, at: about, message: MESSAGES[kind], salvaged } });
  }
}
