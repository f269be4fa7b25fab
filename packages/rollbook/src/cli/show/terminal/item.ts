// An item as rows: a sign in the gutter, what it is, how it ended at the right, and below it what it holds.

import type { FileView, ItemView, ViewKind } from "rollbook-core/view";
import { duration } from "../figures.ts";
import { partRows } from "./part.ts";
import { type Row, type Span, type Style, span } from "./span.ts";
import { linesOf, visible } from "./visible.ts";
import { rowColumns, wrapWords } from "./wrap.ts";

export interface Look {
  readonly width: number;
  readonly full: boolean;
}

export const GUTTER = 2;

/** The sign, and the style of what stands beside it. */
const SIGNS: Readonly<Record<ViewKind, readonly [sign: string, sign_style: Style, ...text: Style[]]>> = {
  prompt: ["›", "cyan", "bold"],
  answer: ["•", "dim"],
  reasoning: [" ", "dim", "dim", "italic"],
  command: ["$", "magenta"],
  change: ["±", "green"],
  call: ["→", "blue"],
  plan: ["#", "blue"],
  agent: ["@", "blue"],
  review: ["·", "blue"],
  compaction: ["·", "yellow", "dim"],
  context: ["+", "dim", "dim"],
  note: ["·", "dim", "dim"],
  unknown: ["?", "yellow", "yellow"],
  damage: ["!", "red", "red"],
};

/** `extra` are facts beside those of the item itself, such as the time. */
export function itemRows(item: ItemView, look: Look, extra: Row = []): readonly Row[] {
  const [sign, signStyle, ...styles] = SIGNS[item.kind];
  const width = look.width - GUTTER;
  const facts = factsOf(item, extra);
  const files = item.parts.flatMap((part) => (part.type === "diff" ? [part.file] : []));
  const body = bodyRows(item, styles, { width, full: look.full });
  if (files.length > 0) {
    return [...files.flatMap((file, at) => fileRows(file, look, at === 0 ? facts : [])), ...body.map(indented)];
  }
  const title = titleRows(item, styles, width, look.full);
  const rows = title.length === 0 ? beside(body, facts, width) : [...beside(title, facts, width), ...body];
  return (rows.length === 0 ? [[]] : rows).map((row, at) => [
    at === 0 ? span(`${sign} `, signStyle, ...(item.kind === "prompt" ? (["bold"] as const) : [])) : span("  "),
    ...row,
  ]);
}

/** What stands below the title; files have rows of their own. */
function bodyRows(item: ItemView, styles: readonly Style[], look: Look): readonly Row[] {
  const spoken = item.kind === "prompt" || item.kind === "answer" || item.kind === "reasoning";
  const failed = item.state === "failed";
  const brief = !failed && item.parts.some(({ type }) => type === "code");
  return item.parts
    .filter(({ type }) => type !== "diff")
    .flatMap((part, at) => {
      const own = spoken || (part.type === "said" && item.kind !== "agent") ? styles : [];
      const rows = partRows(part, { ...look, failed, brief, styles: own });
      return at > 0 && spoken && part.type !== "fact" ? [[], ...rows] : rows;
    });
}

function indented(row: Row): Row {
  return [span("  "), ...row];
}

/** Lines of a title that are shown of a command or a call. */
const TITLE = { head: 12, call: 3 } as const;

function titleRows({ kind, title }: ItemView, styles: readonly Style[], width: number, full: boolean): readonly Row[] {
  if (title === "") return [];
  const lines = linesOf(title.trimEnd());
  const rows = lines.flatMap((line) => wrapWords([{ text: visible(line), styles }], width, 2));
  const most = kind === "command" || kind === "note" ? TITLE.head : TITLE.call;
  if (full || rows.length <= most + 1) return rows;
  return [...rows.slice(0, most), [span(`… ${rows.length - most} more lines`, "dim", "italic")]];
}

function factsOf(item: ItemView, extra: Row): Row {
  const facts: Row[] = [...item.remarks.map((remark) => [span(visible(remark), "dim")])];
  const failed = item.state === "failed";
  if (item.state === "declined") facts.push([span("declined", "yellow")]);
  if (item.state === "interrupted") facts.push([span("interrupted", "yellow")]);
  if (item.state === "open") facts.push([span("no end on record", "yellow")]);
  if (item.exit_code !== null) facts.push([span(`exit ${item.exit_code}`, item.exit_code === 0 ? "dim" : "red")]);
  else if (failed && item.kind !== "damage") facts.push([span("failed", "red")]);
  if (item.duration_ms !== null && item.duration_ms > 0) facts.push([span(duration(item.duration_ms), "dim")]);
  if (extra.length > 0) facts.push(extra);
  return facts.flatMap((fact, at) => (at === 0 ? fact : [span(" · ", "dim"), ...fact]));
}

/** Facts at the right end of the first row, or of the last, or of a row of their own where they fit on neither. */
function beside(rows: readonly Row[], facts: Row, width: number): readonly Row[] {
  if (facts.length === 0) return rows;
  const size = rowColumns(facts);
  const at = [0, rows.length - 1].find((index) => width - rowColumns(rows[index] ?? []) - size >= 2);
  const gap = (row: Row): Span => span(" ".repeat(Math.max(0, width - rowColumns(row) - size)));
  if (at === undefined || rows.length === 0) return [...rows, [gap([]), ...facts]];
  return rows.map((row, index) => (index === at ? [...row, gap(row), ...facts] : row));
}

const KINDS: Readonly<Record<FileView["kind"], readonly [string, Style]>> = {
  add: ["A", "green"],
  delete: ["D", "red"],
  update: ["M", "yellow"],
};

function fileRows(file: FileView, look: Look, facts: Row): readonly Row[] {
  const [sign, style] = file.moved_to === null ? KINDS[file.kind] : (["R", "yellow"] as const);
  const moved = file.moved_to === null ? "" : ` → ${visible(file.moved_to)}`;
  const counts = [
    ...(file.added > 0 ? [span(` +${file.added}`, "green")] : []),
    ...(file.removed > 0 ? [span(` −${file.removed}`, "red")] : []),
  ];
  const title = wrapWords([span(`${visible(file.path)}${moved}`, "bold"), ...counts], look.width - GUTTER, 2);
  const shown = beside(title, facts, look.width - GUTTER).map((row, at) => [
    span(at === 0 ? `${sign} ` : "  ", style),
    ...row,
  ]);
  const lines = partRows(
    { type: "diff", file },
    { width: look.width - GUTTER, full: look.full, failed: false, brief: false, styles: [] },
  );
  return [...shown, ...lines.map(indented)];
}
