// Rows of cells in columns, by the width a terminal gives each character.

import { isNarrow, lettersOf, widthOf } from "./width.ts";

export interface Column {
  readonly title: string;
  readonly right?: boolean;
  /** Takes what is left of the line, and is cut there. One column at most, the last. */
  readonly rest?: boolean;
}

const GAP = "  ";
const NARROWEST_REST = 20;

/** Gives a cell its colour; called with the padded cell and the number of its column. */
export type CellStyle = (cell: string, column: number) => string;

/** The table with a line of titles, every line ended by a newline. `styles` belongs to `rows`, one each. */
export function printColumns(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  lineWidth: number,
  styles: readonly CellStyle[],
): string {
  const fixed = columns.map((column, index) =>
    column.rest ? 0 : rows.reduce((width, row) => Math.max(width, widthOf(row[index] ?? "")), widthOf(column.title)),
  );
  const left = lineWidth - fixed.reduce((sum, width) => sum + width, 0) - GAP.length * (columns.length - 1);
  const rest = Math.max(left, NARROWEST_REST);
  const plain: CellStyle = (cell) => cell;
  const print = (row: readonly string[], style: CellStyle): string =>
    columns
      .map((column, index) => {
        const cell = row[index] ?? "";
        if (column.rest) return style(cut(cell, rest), index);
        const space = " ".repeat((fixed[index] ?? 0) - widthOf(cell));
        return style(column.right ? space + cell : cell + space, index);
      })
      .join(GAP)
      .trimEnd();
  const titles = columns.map(({ title }) => title);
  const lines = [print(titles, plain), ...rows.map((row, index) => print(row, styles[index] ?? plain))];
  return `${lines.join("\n")}\n`;
}

/** As much of the text as fits, with an ellipsis where something is missing. */
export function cut(text: string, width: number): string {
  // No character is wider than two columns, so a short text needs no measuring and a long one only its start.
  if (text.length * 2 <= width || width === Number.POSITIVE_INFINITY) return text;
  // A letter more than fits: then none of those before it goes on behind what is looked at.
  const start = text.slice(0, width + 1);
  if (width > 0 && isNarrow(start)) return text.length <= width ? text : `${start.slice(0, width - 1)}…`;
  let taken = "";
  let used = 0;
  let fitting = "";
  for (const letter of lettersOf(text.slice(0, width * 8 + 64))) {
    used += widthOf(letter);
    if (used > width) return `${fitting}…`;
    taken += letter;
    if (used <= width - 1) fitting = taken;
  }
  return taken.length < text.length ? `${fitting}…` : taken;
}
