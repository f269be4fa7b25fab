// Long texts cut in the middle: their ends tell the most.

import { countLines } from "rollbook-core/view";

export interface Room {
  readonly lines: number;
  readonly characters: number;
}

export interface Cut {
  readonly head: string;
  /** What was left out between; null where all of the text is in `head`. */
  readonly left: { readonly lines: number; readonly characters: number } | null;
  readonly tail: string;
}

/** Of the room, this much is for the end. */
const END = 1 / 3;
/** A cut has to be worth the words that tell of it. */
const SPARE = 1.1;

export function cutMiddle(text: string, room: Room): Cut {
  if (text.length <= room.characters * SPARE && countLines(text) <= room.lines * SPARE) {
    return { head: text, left: null, tail: "" };
  }
  const head = text.slice(0, headEnd(text, room.lines * (1 - END), room.characters * (1 - END)));
  const tail = text.slice(Math.max(head.length, tailStart(text, room.lines * END, room.characters * END)));
  const left = text.slice(head.length, text.length - tail.length);
  if (left === "") return { head: text, left: null, tail: "" };
  // Where whole lines are left out, the line ends around them are.
  const whole = head.endsWith("\n");
  const lines = whole ? countLines(left) : 0;
  return { head: whole ? head.slice(0, -1) : head, left: { lines, characters: left.length }, tail };
}

function headEnd(text: string, lines: number, characters: number): number {
  let end = 0;
  for (let line = 1; line <= lines; line += 1) {
    const next = text.indexOf("\n", end) + 1;
    if (next === 0) return whole(text, Math.min(text.length, characters));
    if (next > characters) return end > 0 ? end : whole(text, characters);
    end = next;
  }
  return end;
}

function tailStart(text: string, lines: number, characters: number): number {
  const first = text.length - characters;
  let start = text.length;
  for (let line = 1; line <= lines; line += 1) {
    const before = text.lastIndexOf("\n", start - 2) + 1;
    if (before < first) return start < text.length ? start : whole(text, first);
    start = before;
  }
  return start;
}

/** Never between the halves of a character. */
function whole(text: string, at: number): number {
  const place = Math.max(0, Math.floor(at));
  const code = text.charCodeAt(place);
  return code >= 0xdc00 && code < 0xe000 && place > 0 ? place - 1 : place;
}
