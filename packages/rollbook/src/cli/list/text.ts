// A page as a table for people, fitted to the width of the terminal.

import { styleText } from "node:util";
import type { Cost } from "rollbook-core/usage";
import { widthOf } from "../format/width.ts";
import type { Row, SortKey } from "../../listing/index.ts";
import { cut, printColumns, type Column } from "../format/columns.ts";
import { printable } from "../printable.ts";
import { plural } from "../check/facts.ts";
import { money } from "../stats/text/numbers.ts";

export interface TextOptions {
  readonly columns: number;
  readonly colour: boolean;
  readonly sort: SortKey;
  readonly cost: (row: Row) => Cost;
  /** As it may be shown. */
  readonly project: (row: Row) => string | null;
  /** The shortest text that `show` takes for a session. */
  readonly shortId: (row: Row) => string;
}

interface Part {
  readonly column: Column;
  readonly cell: (row: Row) => string;
  /** Left out where the line is too narrow for it and those before it; 0 never. */
  readonly spare: number;
}

/** What the first words shall have at least before another column is shown. */
const WORDS = 28;
const GAP = 2;
const PROJECT = 20;

export function tableText(rows: readonly Row[], options: TextOptions): string {
  if (rows.length === 0) return "";
  const cells = rows.map((row) => partsOf(options).map((part) => printable(part.cell(row))));
  const parts = partsOf(options).map((part, index) => {
    // What takes the rest is measured where it is cut.
    const widths = part.column.rest === true ? [] : cells.map((row) => widthOf(row[index] ?? ""));
    return { ...part, index, width: Math.max(widthOf(part.column.title), ...widths) };
  });
  let left = options.columns - WORDS;
  const fits = parts
    .toSorted((a, b) => a.spare - b.spare)
    .filter(({ spare, column, width }) => {
      const fitting = column.rest === true || spare === 0 || width + GAP <= left;
      if (fitting && column.rest !== true) left -= width + GAP;
      return fitting;
    });
  const all = parts.filter((part) => fits.includes(part));
  const paint = (style: "gray" | "red", text: string): string =>
    options.colour ? styleText(style, text, { validateStream: false }) : text;
  return printColumns(
    all.map(({ column }) => column),
    cells.map((row) => all.map(({ index }) => row[index] ?? "")),
    options.columns,
    rows.map((row) => (cell, index) => {
      const title = all[index]?.column.title;
      if (title === "failed" && row.facets.commands_failed > 0) return paint("red", cell);
      return index < 2 || row.problems.length > 0 ? paint("gray", cell) : cell;
    }),
  );
}

function partsOf({ sort, cost, project, shortId }: TextOptions): readonly Part[] {
  const right = true;
  return [
    { column: { title: sort === "updated" ? "updated" : "created" }, cell: (row) => when(row, sort), spare: 0 },
    { column: { title: "id" }, cell: shortId, spare: 0 },
    { column: { title: "project" }, cell: (row) => cut(project(row) ?? "", PROJECT), spare: 2 },
    { column: { title: "turns", right }, cell: ({ facets }) => some(facets.turns), spare: 3 },
    { column: { title: "took", right }, cell: ({ facets }) => took(facets.duration_ms), spare: 5 },
    { column: { title: "cmds", right }, cell: ({ facets }) => some(facets.commands), spare: 4 },
    { column: { title: "failed", right }, cell: ({ facets }) => some(facets.commands_failed), spare: 4 },
    { column: { title: "files", right }, cell: ({ facets }) => some(facets.files_changed.length), spare: 4 },
    { column: { title: "tokens", right }, cell: ({ facets }) => short(facets.tokens?.total_tokens ?? 0), spare: 7 },
    { column: { title: "cost", right }, cell: (row) => spent(cost(row)), spare: sort === "cost" ? 1 : 6 },
    { column: { title: "size", right }, cell: ({ listed }) => bytes(listed.size), spare: 8 },
    { column: { title: "first words", rest: true }, cell: wordsOf, spare: 0 },
  ];
}

/** Local time, to the minute. */
function when({ listed }: Row, sort: SortKey): string {
  const time = new Date(sort === "updated" ? listed.updated_ms : listed.created_ms);
  const two = (number: number): string => String(number).padStart(2, "0");
  const day = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  return `${day} ${two(time.getHours())}:${two(time.getMinutes())}`;
}

/** With a mark for what else one must know of it. */
function wordsOf({ listed, depth, facets, problems }: Row): string {
  const { archived, kind, header } = listed;
  const damaged = Object.values(facets.damage).reduce((sum, count) => sum + count, 0);
  const marks = [
    archived ? "archived" : null,
    kind === "subagent" || kind === "review" ? kind : null,
    header.forked_from === null ? null : "fork",
    problems.length > 0 ? "cannot be read" : damaged > 0 ? `${damaged} damaged` : null,
    facets.gaps.length > 0 ? "incomplete" : null,
  ].filter((mark) => mark !== null);
  const name = listed.name ?? facets.name;
  const said = facets.first_words ?? nothing({ size: listed.size, records: facets.records });
  const place = listed.id === null ? ` ${listed.path}` : "";
  const indent = depth === 0 ? "" : `${"  ".repeat(depth - 1)}└ `;
  const marked = marks.length === 0 ? "" : `[${marks.join(", ")}] `;
  return `${indent}${marked}${name === null ? "" : `${name}: `}${said.trim().replaceAll(/\s+/g, " ")}${place}`;
}

function nothing({ size, records }: { readonly size: number; readonly records: number }): string {
  if (size === 0) return "(empty file)";
  return records === 0 ? "(no session in it)" : "(nothing was asked)";
}

function some(count: number): string {
  return count === 0 ? "" : String(count);
}

/** Nothing where nothing was counted. */
function spent(cost: Cost): string {
  return cost.usd === "0" && cost.unpriced_tokens === 0 ? "" : money(cost);
}

function took(milliseconds: number | null): string {
  if (milliseconds === null) return "";
  const minutes = Math.round(milliseconds / 60_000);
  if (milliseconds < 1000) return "<1s";
  if (milliseconds < 60_000) return `${Math.floor(milliseconds / 1000)}s`;
  if (minutes < 60) return `${minutes}m`;
  return minutes < 48 * 60 ? `${Math.floor(minutes / 60)}h${minutes % 60}m` : `${Math.floor(minutes / (24 * 60))}d`;
}

function short(count: number): string {
  if (count < 1000) return some(count);
  const [size, unit] = count < 1e6 ? [count / 1e3, "k"] : count < 1e9 ? [count / 1e6, "M"] : [count / 1e9, "G"];
  return `${size < 10 ? (Math.floor(size * 10) / 10).toFixed(1) : Math.floor(size)}${unit}`;
}

function bytes(size: number): string {
  return size < 1000 ? `${size}B` : `${short(size)}B`;
}

/** What stands below the table: how much there is, and how to see the rest. */
export function footOf(shown: number, total: number, more: string | null): string {
  if (more === null) return `${plural(shown, "session")} of ${total}`;
  return `${plural(shown, "session")} of ${total}; more: ${more}`;
}
