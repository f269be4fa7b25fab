// The context of a thread as text for people: what a resume would load into the model, item by item.

import { styleText } from "node:util";
import type {
  ContextItem,
  ContextReport,
  ContextSource,
  DroppedItem,
  DropReason,
  MadeAtResume,
  WrittenTokens,
} from "rollbook-core/context";
import { type CellStyle, type Column, printColumns } from "../format/columns.ts";
import { numbers, plural, printFacts } from "../check/facts.ts";
import { printable } from "../printable.ts";
import { labelOf, textOf } from "./context-item.ts";

export interface ContextStyle {
  /** Characters of a line; lines of the table are cut there. */
  readonly width: number;
  readonly colour: boolean;
}

const COLUMNS: readonly Column[] = [
  { title: "#", right: true },
  { title: "WHERE" },
  { title: "BYTES", right: true },
  { title: "FROM" },
  { title: "ITEM" },
  { title: "TEXT", rest: true },
];

/** The column that says where an item comes from. */
const FROM = 3;

const REASONS: Readonly<Record<DropReason, string>> = {
  compacted: "replaced by a compaction",
  rolled_back: "of turns that were rolled back",
  not_for_the_model: "that are not for the model",
  no_call: "that answer no call",
  unreadable: "on lines that Codex cannot read",
};

const MADE: Readonly<Record<MadeAtResume["kind"], string>> = {
  base_instructions: "base instructions",
  surroundings: "surroundings",
  model_switch: "change of model",
  compaction: "compaction",
  prompt: "prompt",
};

/** The whole report; every line ended by a newline. Texts are made fit for a terminal, secrets are not hidden here. */
export function renderContext(report: ContextReport, { width, colour }: ContextStyle): string {
  const paint = (style: "bold" | "dim" | "yellow", text: string): string =>
    colour ? styleText(style, text, { validateStream: false }) : text;
  const many = new Set(report.items.flatMap(({ sources }) => sources.map(({ file }) => file))).size > 1;
  const made = (place: MadeAtResume["place"], title: string): string => {
    const told = report.made_at_resume.filter((each) => each.place === place);
    return told.length === 0
      ? ""
      : `${paint("dim", title)}\n${printFacts(told.map((each) => [MADE[each.kind], madeText(each, many)]))}`;
  };
  const rows = report.items.map((item, index) => itemCells(item, index, many));
  const styles = report.items.map(
    ({ origin }): CellStyle =>
      (cell, column) =>
        column === FROM && origin !== "written" ? paint("yellow", cell) : cell,
  );
  const parts = [
    `${paint("bold", `Context of ${printable(report.thread_id ?? "a thread without an id")}`)}\n\n${printFacts(facts(report, many))}`,
    made("before", "Before the items:"),
    rows.length === 0 ? "" : printColumns(COLUMNS, rows, width, styles),
    made("after", "Behind them:"),
    made("instead", "In place of them:"),
    leftOut(report.dropped, many),
    report.notes.map((note) => `  ${printable(note)}\n`).join(""),
  ];
  return parts.filter((part) => part !== "").join("\n");
}

function facts(report: ContextReport, many: boolean): [string, string][] {
  const { totals, tokens, rules, refused } = report;
  const images =
    totals.images === 0 ? "" : `, ${numbers(totals.image_bytes)} of them in ${plural(totals.images, "picture")}`;
  return [
    ["rules", rules === "none" ? "none: it cannot be resumed" : `those of Codex ${rules}`],
    ["items", `${numbers(totals.items)}, ${plural(totals.bytes, "byte")}${images}`],
    ["tokens", tokens === null ? "no count was written down" : tokensLine(tokens, many)],
    ["refused", refused ?? ""],
  ];
}

function tokensLine(
  { total_tokens, input_tokens, context_window, items_after, outdated, source }: WrittenTokens,
  many: boolean,
): string {
  const total = total_tokens ?? input_tokens;
  const counted = total === null ? "counts" : numbers(total);
  const window = context_window === null ? "" : ` of ${numbers(context_window)}`;
  const later = outdated
    ? "; the context has changed since"
    : items_after === 0
      ? ""
      : `; ${plural(items_after, "item")} came after it`;
  return `${counted}${window} at the last request, as Codex wrote down (${placeOf(source, many)})${later}`;
}

function itemCells(item: ContextItem, index: number, many: boolean): string[] {
  const where = item.sources[0] === undefined ? "" : placeOf(item.sources[0], many);
  const altered =
    item.altered.length === 0
      ? item.origin
      : `${item.origin}, ${item.altered.map((each) => each.replaceAll("_", " ")).join(", ")}`;
  return [String(index), where, numbers(item.bytes), altered, printable(labelOf(item)), printable(textOf(item))];
}

function madeText({ always, text, source }: MadeAtResume, many: boolean): string {
  const place = source === null ? "" : ` (${placeOf(source, many)})`;
  return `${always ? "" : "perhaps: "}${text}${place}`;
}

/** `line 12`, in a chain of files `2:12`, of an item of a compaction's history `line 12[3]`. */
function placeOf({ file, line, part }: ContextSource, many: boolean): string {
  return `${many ? `${file + 1}:` : "line "}${line}${part === null ? "" : `[${part}]`}`;
}

function leftOut(dropped: readonly DroppedItem[], many: boolean): string {
  const byReason = Map.groupBy(dropped, ({ reason }) => reason);
  return [...byReason]
    .map(([reason, items]) => {
      const first = items[0]?.source;
      const last = items.at(-1)?.source;
      const at =
        first === undefined || last === undefined
          ? ""
          : first === last
            ? placeOf(first, many)
            : `${placeOf(first, many)} to ${placeOf(last, many)}`;
      return `  ${plural(items.length, "item")} ${REASONS[reason]} left out (${at})\n`;
    })
    .join("");
}
