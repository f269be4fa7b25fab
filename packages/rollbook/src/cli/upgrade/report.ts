// The report of an upgrade as a person reads it.

import { MADE_UP, type LeftOut, type MadeUp } from "rollbook-core/upgrade";
import type { UpgradeReport } from "rollbook-core/upgrade";
import { printable } from "../printable.ts";

const SHOWN = 20;

/** What the command adds to core's report. */
export interface FileUpgrade extends UpgradeReport {
  readonly file: string;
  readonly output: string | null;
  readonly suggested_name: string | null;
}

export function describeUpgrade(report: FileUpgrade): string {
  const eras = report.from.join(" and ");
  if (report.unchanged) return `${printable(report.file)} is of the era ${eras} already: nothing was written\n`;
  const lines = [
    `${report.file}: ${eras} → ${report.to}`,
    `  ${plural(report.records_in, "record")} in, ${plural(report.lines_out, "line")} out to ${report.output ?? "nowhere"}`,
    `  ${plural(report.turns, "turn")}, ${plural(report.commands, "command")}, ${plural(report.file_changes, "file change")}, ${plural(report.tool_calls, "tool call")}`,
    ...section(
      "built",
      Object.entries(report.built).map(([type, count]) => `${count} × ${type}`),
    ),
    ...section(
      "made up",
      Object.entries(report.made_up).map(([kind, count]) => `${count} × ${MADE_UP[kind as MadeUp]}`),
    ),
    ...section("left out", leftOutLines(report.left_out)),
  ];
  if (report.without_end > 0)
    lines.push(`  ${plural(report.without_end, "call")} of which nothing says that they ended: without an item`);
  if (report.shortened > 0)
    lines.push(`  ${plural(report.shortened, "output")} shortened in the item, whole in the line of the output`);
  if (report.suggested_name !== null) lines.push(`  Codex looks for it under the name ${report.suggested_name}`);
  return `${lines.map(printable).join("\n")}\n`;
}

function section(title: string, entries: readonly string[]): readonly string[] {
  return entries.length === 0 ? [] : [`  ${title}:`, ...entries.map((entry) => `    ${entry}`)];
}

/** Records of one kind are counted; damage is named place by place. */
function leftOutLines(left: readonly LeftOut[]): readonly string[] {
  const kinds = new Map<string, number[]>();
  const places: string[] = [];
  for (const { reason, record, damage, line, offset, length } of left) {
    const kind = record?.["record_type"] ?? record?.["type"];
    if (reason === "no place") {
      const name = typeof kind === "string" ? `record of type ${kind}` : "record of unknown shape";
      kinds.set(name, [...(kinds.get(name) ?? []), line]);
    } else places.push(`line ${line}, byte ${offset}: ${length} bytes, ${damage ?? reason}`);
  }
  const counted = [...kinds].map(
    ([name, lines]) => `${lines.length} × ${name} (the first on line ${lines[0] ?? 0}; --json holds them all)`,
  );
  const more = places.length - SHOWN;
  return [...counted, ...places.slice(0, SHOWN), ...(more > 0 ? [`and ${more} more`] : [])];
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}
