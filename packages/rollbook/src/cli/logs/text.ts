// Events of logs as lines for people.

import { styleText } from "node:util";
import type { LogLevel } from "rollbook-core/logs";
import type { LogRecord } from "../../home/index.ts";
import { cut } from "../format/columns.ts";
import { printable } from "../printable.ts";

type Style = Parameters<typeof styleText>[0];

const COLOURS: Readonly<Record<LogLevel, Style>> = {
  error: "red",
  warn: "yellow",
  info: "green",
  debug: "blue",
  trace: "gray",
};

export interface TextOptions {
  readonly full: boolean;
  readonly colour: boolean;
  /** Characters a line may take. */
  readonly width: number;
}

const KIND_WIDTH = 12;
const NARROWEST = 20;

/** One line for each event, cut to the width; with `full` all lines of the message, and what else is known. */
export function renderEvent(event: LogRecord, { full, colour, width }: TextOptions): string {
  const paint = (style: Style, text: string): string =>
    colour ? styleText(style, text, { validateStream: false }) : text;
  const { level, kind, session_id } = event;
  // Of a stretch of work that begins or ends, its name is all there is to say.
  const message = kind === "span" && !full ? `${event.message} ${event.spans ?? ""}` : event.message;
  const time = timeOf(event.time);
  const loud = (level ?? "-").toUpperCase().padEnd(5);
  const tied = session_id === null ? "-".padEnd(SHORT) : printable(session_id.slice(0, SHORT)).padEnd(SHORT);
  const start = `${time} ${loud} ${kind.padEnd(KIND_WIDTH)} ${tied} `;
  const painted = [
    paint("gray", time),
    paint(level === null ? "gray" : COLOURS[level], loud),
    kind.padEnd(KIND_WIDTH),
    paint("gray", tied),
  ].join(" ");
  const more = event.omitted_bytes === 0 ? "" : ` … (${event.omitted_bytes} more bytes)`;
  if (!full) return `${painted} ${cut(printable(message) + more, Math.max(NARROWEST, width - start.length))}\n`;
  const lines = `${message}${more}`.split(/\r?\n/).map((line) => `  ${printable(line)}`);
  const known = [session_id, event.turn_id === null ? null : `turn ${event.turn_id}`, event.target, placeOf(event)];
  const told = printable(known.filter((part) => part !== null).join("  "));
  const spans = event.spans === null ? [] : [paint("gray", `  in ${printable(event.spans)}`)];
  return `${[`${painted.trimEnd()}  ${paint("gray", told)}`, ...lines, ...spans].join("\n")}\n`;
}

/** The part of an id that is its time: enough to tell sessions apart, and to name one. */
const SHORT = 13;

/** `2026-11-21 07:40:53.123Z` */
function timeOf(time: string | null): string {
  if (time === null) return "-".padEnd(24);
  const fraction = /\.(\d+)/.exec(time)?.[1] ?? "";
  return `${time.slice(0, 10)} ${time.slice(11, 19)}.${fraction.slice(0, 3).padEnd(3, "0")}Z`;
}

function placeOf({ path, offset, length, row }: LogRecord): string {
  return row === null ? `${path} @${offset ?? 0}+${length ?? 0}` : `${path} row ${row}`;
}
