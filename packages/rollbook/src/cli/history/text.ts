// Prompts as lines for people.

import { styleText } from "node:util";
import type { PromptRecord } from "../../home/index.ts";
import { type CellStyle, type Column, printColumns } from "../format/columns.ts";
import { printable } from "../printable.ts";

const COLUMNS: readonly Column[] = [
  { title: "time" },
  { title: "session" },
  { title: "where" },
  { title: "prompt", rest: true },
];
const LONGEST = 32;

/** A line for each, times in UTC; on a terminal cut to its width. */
export function renderPrompts(prompts: readonly PromptRecord[], width: number, colour: boolean): string {
  const style: CellStyle = (cell, column) =>
    colour && column < 3 ? styleText("gray", cell, { validateStream: false }) : cell;
  return printColumns(
    COLUMNS,
    prompts.map(cellsOf),
    width,
    prompts.map(() => style),
  );
}

function cellsOf(prompt: PromptRecord): string[] {
  const { time, text, session_id, session_name, session_started_at, cwd } = prompt;
  return [
    time === null ? `in ${timeOf(session_started_at)}` : timeOf(time),
    printable(session_name === null ? (session_id ?? "-") : start(session_name)),
    printable(cwd === null ? "-" : end(cwd)),
    printable(text),
  ];
}

/** `2026-11-21 07:40:53Z` */
function timeOf(time: string | null): string {
  return time === null ? "-" : `${time.slice(0, 10)} ${time.slice(11, 19)}Z`;
}

function start(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
}

/** Of a path the end tells more. */
function end(text: string): string {
  return text.length <= LONGEST ? text : `…${text.slice(1 - LONGEST)}`;
}
