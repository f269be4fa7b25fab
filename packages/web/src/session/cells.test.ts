// What was done in a cell of code stands under it.

import { basename } from "node:path";
import { expect, test } from "vitest";
import { listScenarios, sessionBytes } from "../../../../lab/specimen/session-files.ts";
import type { Row } from "../source/contract.ts";
import { createFileReading } from "../source/reading.ts";
import { withCells } from "./cells.ts";

function rowsOf(label: string, name: string): readonly Row[] {
  const path = listScenarios().find((one) => one.label === label && one.name === name)?.files[0] ?? "";
  const bytes = sessionBytes(path);
  const reading = createFileReading(bytes.length);
  const file = { path: basename(path), rollout_id: null, thread_id: null, end_ordinal: null, end_offset: null };
  reading.open({ file, size: bytes.length, reverted_from: null });
  reading.push(bytes);
  reading.end();
  return reading.take().rows;
}

test("commands stand under the cell that ran them, and nothing is lost or told twice", () => {
  const rows = rowsOf("0.169.0-codemode", "shell");
  const placed = withCells(rows);
  expect(placed.map(({ row }) => row.position).toSorted((a, b) => a - b)).toEqual(rows.map(({ position }) => position));
  const done = placed.filter(({ row }) => row.kind === "command" || row.tool === "exec");
  expect(done.map(({ row, inside }) => [row.tool ?? row.kind, inside])).toEqual(
    [1, 2, 3].flatMap(() => [
      ["exec", false],
      ["command", true],
    ]),
  );
});

test("where there are no cells all stays as it is", () => {
  const rows = rowsOf("0.169.0", "parallel");
  expect(rows.length).toBeGreaterThan(3);
  expect(withCells(rows)).toEqual(rows.map((row) => ({ row, inside: false })));
});

test("what a recording ties to a cell stands under that one, wherever it was told, and nothing is lost", () => {
  const rows = rowsOf("0.169.0-codemode", "shell");
  const cells = rows.filter(({ tool }) => tool === "exec");
  const last = cells.at(-1)?.id ?? "";
  const placed = withCells(rows, ({ kind }) => (kind === "command" ? last : null));
  expect(placed.map(({ row }) => row.position).toSorted((a, b) => a - b)).toEqual(rows.map(({ position }) => position));
  const at = placed.findIndex(({ row }) => row.id === last);
  expect(placed.slice(at, at + 4).map(({ row, inside }) => [row.tool ?? row.kind, inside])).toEqual([
    ["exec", false],
    ["command", true],
    ["command", true],
    ["command", true],
  ]);
  // Cells in cells, and cells nobody has seen.
  for (const script of [last, "nobody's"])
    expect(withCells(rows, () => script).map(({ row }) => row.position)).toHaveLength(rows.length);
});
