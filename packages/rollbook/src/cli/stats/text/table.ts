// A table that fits the terminal: columns that matter least are left out, names are cut, and a bar takes what is left.

import { lettersOf, widthOf } from "../../format/width.ts";
import { printColumns, type Column } from "../../format/columns.ts";
import { printable } from "../../printable.ts";
import type { Glyphs } from "./glyphs.ts";

export interface Ink {
  readonly glyphs: Glyphs;
  /** Columns of the terminal; may be infinite. */
  readonly columns: number;
  readonly paint: (style: "bold" | "gray" | "cyan" | "red" | "yellow", text: string) => string;
}

export interface NumberColumn {
  readonly title: string;
  /** Lower goes first when there is no room; 0 never goes. */
  readonly leaves?: number;
}

export interface TableRow {
  /** As it comes from the files. */
  readonly name: string;
  readonly cells: readonly string[];
  /** Of the longest bar; null for a row without one. */
  readonly part: number | null;
}

export interface Table {
  readonly title: string;
  readonly columns: readonly NumberColumn[];
  readonly rows: readonly TableRow[];
  /** The last row is the sum of the others. */
  readonly total: boolean;
  /** Numbers go before the bar does; otherwise there is one where they leave room. */
  readonly bars: boolean;
  /** The end of a name tells more than its beginning. */
  readonly paths?: boolean;
}

const GAP = 2;
const NARROWEST_BAR = 8;
const WIDEST_BAR = 40;
const USUAL_BAR = 16;
const NARROWEST_NAME = 12;

export function printTable({ title, columns, rows, total, bars, paths = false }: Table, ink: Ink): string {
  const { glyphs, columns: width, paint } = ink;
  const widths = columns.map((column, index) =>
    rows.reduce((most, { cells }) => Math.max(most, widthOf(cells[index] ?? "")), widthOf(column.title)),
  );
  const names = rows.map(({ name }) => printable(name));
  const named = names.reduce((most, name) => Math.max(most, widthOf(name)), widthOf(title));
  const shown = new Set(columns.keys());
  const room = (): number => [...shown].reduce((left, index) => left - (widths[index] ?? 0) - GAP, width);
  // A name may lose as much as a bar needs, before numbers go.
  const wanted = Math.min(named, Math.max(NARROWEST_NAME, widthOf(title), 24));
  const leaving = [...columns.keys()]
    .filter((index) => (columns[index]?.leaves ?? 0) > 0)
    .toSorted((a, b) => (columns[a]?.leaves ?? 0) - (columns[b]?.leaves ?? 0));
  for (const index of leaving) {
    if (room() >= wanted + (bars ? NARROWEST_BAR + GAP : 0)) break;
    shown.delete(index);
  }
  const left = room();
  const longest = Math.max(NARROWEST_NAME, Math.min(named, left - (bars ? NARROWEST_BAR + GAP : 0)));
  const bar = Number.isFinite(width) ? Math.min(WIDEST_BAR, left - Math.min(longest, named) - GAP) : USUAL_BAR;
  const kept = [...shown];
  const titles: Column[] = [
    { title },
    ...kept.map((index) => ({ title: columns[index]?.title ?? "", right: true })),
    { title: "" },
  ];
  const lines = rows.map(({ cells, part }, row) => [
    shorten(names[row] ?? "", longest, paths, glyphs),
    ...kept.map((index) => cells[index] ?? ""),
    part === null || bar < NARROWEST_BAR ? "" : glyphs.bar(part, bar),
  ]);
  const style = (cell: string, column: number): string => (column === kept.length + 1 ? paint("cyan", cell) : cell);
  const bold = (cell: string): string => paint("bold", cell);
  const styles = rows.map((_, row) => (total && row === rows.length - 1 ? bold : style));
  return printColumns(titles, lines, width, styles);
}

function shorten(text: string, width: number, paths: boolean, { ellipsis }: Glyphs): string {
  if (widthOf(text) <= width) return text;
  const letters = [...lettersOf(text)];
  if (paths) letters.reverse();
  let used = ellipsis.length;
  const fitting: string[] = [];
  for (const letter of letters) {
    used += widthOf(letter);
    if (used > width) break;
    fitting.push(letter);
  }
  return paths ? ellipsis + fitting.toReversed().join("") : fitting.join("") + ellipsis;
}
