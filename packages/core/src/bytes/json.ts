// What JSON.parse can give, and a long string of which only the ends were read.

export type Json = string | number | boolean | null | JsonObject | readonly Json[] | CutText;
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

/**
 * A string value too long to build, of which only both ends were read. Stands where the string would stand in a
 * record read with `long: "cut"`; a record read with `long: "whole"` never holds one.
 */
export class CutText {
  /** The first characters of the decoded string: at least `CUT_HEAD` of them, never half an escape. */
  readonly head: string;
  /** About `CUT_TAIL` characters on either side of its middle byte, where Codex puts its marks for what it left out. */
  readonly middle: string;
  /** The last characters of the decoded string: about `CUT_TAIL`, cut at a character that starts no escape. */
  readonly tail: string;
  /** Bytes between the quotes as written, escapes included. */
  readonly bytes: number;
  constructor(head: string, middle: string, tail: string, bytes: number) {
    this.head = head;
    this.middle = middle;
    this.tail = tail;
    this.bytes = bytes;
  }
}

/** Characters of a cut string that are kept at its start, and about how many at its end. */
export const CUT_HEAD = 1024;
export const CUT_TAIL = 128;

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof CutText);
}

/** The text of a string value that may be cut: its head, or all of it. */
export function headText(value: Json | undefined): string | null {
  if (typeof value === "string") return value;
  return value instanceof CutText ? value.head : null;
}
