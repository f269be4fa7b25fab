// Cells of code that an agent had run, each before what was done in it.

import type { Row } from "../source/contract.ts";

export interface Placed {
  readonly row: Row;
  /** What it was done by stands above it. */
  readonly inside: boolean;
}

/** `scriptOf` is the id of the cell a row ran in, where a recording tells; else its place in the file has to do. */
export function withCells(rows: readonly Row[], scriptOf: (row: Row) => string | null = () => null): readonly Placed[] {
  const cells = new Set(rows.filter(isCell).map(({ id }) => id));
  const tied = Map.groupBy(rows, (row) => {
    const script = scriptOf(row);
    return script !== null && !isCell(row) && cells.has(script) ? script : null;
  });
  return inferred(tied.get(null) ?? []).flatMap((placed) => [
    placed,
    ...(tied.get(placed.row.id) ?? []).map((row) => ({ row, inside: true })),
  ]);
}

/**
 * A cell is told when it is over, behind what it did; its record stands before all that. `rows` are of one turn, in the
 * order in which they were told.
 */
function inferred(rows: readonly Row[]): readonly Placed[] {
  if (!rows.some(isCell)) return rows.map((row) => ({ row, inside: false }));
  // From the end: what is met between a cell and its record was done in it.
  const placed: Placed[] = [];
  let cell: Row | null = null;
  const settle = (): void => {
    if (cell !== null) placed.push({ row: cell, inside: false });
    cell = null;
  };
  for (const row of rows.toReversed()) {
    if (isCell(row)) {
      settle();
      cell = row;
    } else if (cell !== null && isBehind(row, cell)) placed.push({ row, inside: !SAID.has(row.kind) });
    else {
      settle();
      placed.push({ row, inside: false });
    }
  }
  settle();
  return placed.toReversed();
}

const SAID: ReadonlySet<string> = new Set(["prompt", "answer", "reasoning", "context", "note"]);

/** The tool that runs code, which calls other tools. */
function isCell({ kind, tool }: Row): boolean {
  return kind === "call" && tool === "exec";
}

function isBehind({ source }: Row, cell: Row): boolean {
  return source.file === cell.source.file && source.offset > cell.source.offset;
}
