// How a line of a text log begins: a time and a level, in colours or without, or as the first members of an object.

import { encodeAscii, sameBytes } from "../bytes/literal.ts";
import { LOG_LEVELS, type LogLevel } from "./contract.ts";

export interface LogHead {
  readonly time: string;
  readonly time_ms: number;
  readonly level: LogLevel;
  /** Where the rest of the line begins. */
  readonly end: number;
  readonly coloured: boolean;
  /** The line is an object of JSON. */
  readonly json: boolean;
}

const ESC = 0x1b;
const ZERO = 0x30;
const NINE = 0x39;
const SEMICOLON = 0x3b;
const M = 0x6d;
const BRACE = 0x7b;
const OBJECT = encodeAscii('{"timestamp":"');
/** `0` stands for a digit. */
const DATE = "0000-00-00T00:00:00";
/** Colours and a time with its zone take less. */
export const LONGEST_HEAD = 80;

const COLOUR = "(?:\\u001b\\[[\\d;]*m)";
const TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?(?:Z|[+-]\\d\\d:?\\d\\d)";
const HEAD = new RegExp(`^(${COLOUR}*)(${TIME})(?:${COLOUR}| )+(ERROR|WARN|INFO|DEBUG|TRACE)${COLOUR}*(?: |$)`);
const MEMBERS = new RegExp(`^\\{"timestamp":"(${TIME})","level":" ?(ERROR|WARN|INFO|DEBUG|TRACE)"`);

/** A quick look: whether a line that starts at `from` may begin an event. What it lets pass `readHead` decides. */
export function mayBeHead(bytes: Uint8Array, from: number, to: number): boolean {
  let at = from;
  if (bytes[at] === BRACE) {
    if (!sameBytes(bytes, at, to, OBJECT)) return false;
    at += OBJECT.length;
  }
  while (at < to && bytes[at] === ESC) {
    at += 2;
    for (let byte = bytes[at] ?? M; at < to && isParameter(byte); byte = bytes[at] ?? M) at++;
    at++;
  }
  if (at + DATE.length > to) return false;
  for (let index = 0; index < DATE.length; index++) {
    const byte = bytes[at + index] ?? 0;
    const wanted = DATE.charCodeAt(index);
    if (wanted === ZERO ? byte < ZERO || byte > NINE : byte !== wanted) return false;
  }
  return true;
}

function isParameter(byte: number): boolean {
  return (byte >= ZERO && byte <= NINE) || byte === SEMICOLON;
}

/** The beginning of an event; null when the line is none, or goes on with the one before. */
export function readHead(line: string): LogHead | null {
  const json = line.startsWith("{");
  const found = (json ? MEMBERS : HEAD).exec(line);
  if (found === null) return null;
  const [all, ...parts] = found;
  const colour = json ? "" : (parts.shift() ?? "");
  const [time = "", word = ""] = parts;
  const level = LOG_LEVELS.find((name) => name === word.toLowerCase());
  const whole = wholeMs(time);
  if (level === undefined || Number.isNaN(whole)) return null;
  const time_ms = whole + fractionMs(time);
  return { time: inUtc(time, whole), time_ms, level, end: all.length, coloured: colour !== "", json };
}

/** Date knows no fractions below a millisecond, so the second is read, and the rest beside it. */
function wholeMs(time: string): number {
  return Date.parse(time.replace(/\.\d+/, "").replace(/([+-]\d\d)(\d\d)$/, "$1:$2"));
}

function fractionMs(time: string): number {
  const digits = /\.(\d+)/.exec(time)?.[1];
  return digits === undefined ? 0 : Number(digits) / 10 ** (digits.length - 3);
}

function inUtc(time: string, whole: number): string {
  if (time.endsWith("Z")) return time;
  const fraction = /\.\d+/.exec(time)?.[0] ?? "";
  return `${new Date(whole).toISOString().slice(0, 19)}${fraction}Z`;
}
