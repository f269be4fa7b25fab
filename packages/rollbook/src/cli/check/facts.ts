// The facts of a report as aligned lines.

import type { FileReport } from "rollbook-core/check";
import { printable } from "../printable.ts";

export type Fact = readonly [name: string, text: string];

/** Facts with nothing to say are left out; what steers a terminal is named. */
export function printFacts(facts: readonly Fact[]): string {
  const told = facts.filter(([, text]) => text !== "");
  const width = Math.max(0, ...told.map(([name]) => name.length));
  const indent = " ".repeat(width + 4);
  return told
    .map(([name, text]) => `  ${name.padEnd(width)}  ${text.split("\n").map(printable).join(`\n${indent}`)}\n`)
    .join("");
}

export function factsOf(report: FileReport, verbose: boolean): Fact[] {
  const { eras, cli_versions, thread_id, rollout_id, size, lines, bytes, ordinals, calls } = report;
  const era = [eras.join(", "), ...cli_versions.map((version) => `Codex ${version}`)].filter((part) => part !== "");
  return [
    ["era", era.join(", ")],
    ["thread", thread_id ?? ""],
    ["rollout", rollout_id === thread_id ? "" : (rollout_id ?? "")],
    ["size", `${plural(size, "byte")} on ${plural(lines, "line")}`],
    [
      "bytes",
      verbose || bytes.damaged > 0 || bytes.unaccounted > 0 ? bytesOf(report) : size === 0 ? "" : "all accounted for",
    ],
    ["records", recordsOf(report)],
    ["ordinals", ordinals.first === null ? "" : `${ordinals.first} to ${ordinals.last ?? ""}`],
    ["turns", turnsOf(report)],
    [
      "calls",
      calls.called === 0
        ? ""
        : `${numbers(calls.called)}, ${calls.open === 0 ? "all answered" : `${numbers(calls.open)} without output`}`,
    ],
    ["tokens", tokensOf(report)],
    ["unknown types", countsLine(report.unknown_types)],
    ["types", typesOf(report)],
  ];
}

function bytesOf({ bytes }: FileReport): string {
  const parts = [
    `${numbers(bytes.records)} in records`,
    bytes.damaged > 0 ? `${numbers(bytes.damaged)} damaged` : null,
    bytes.blank > 0 ? `${numbers(bytes.blank)} blank` : null,
    `${numbers(bytes.terminators)} in line ends`,
    bytes.unaccounted > 0 ? `${numbers(bytes.unaccounted)} NOT ACCOUNTED FOR` : "none left over",
  ];
  return parts.filter((part) => part !== null).join(", ");
}

function recordsOf({ records, validated, encoded, findings }: FileReport): string {
  if (records === 0) return "none";
  const misfits = findings["schema-mismatch"] ?? 0;
  const schema =
    misfits > 0
      ? "not all fit the schema"
      : validated === records
        ? "all fit the schema"
        : `${numbers(validated)} fit the schema`;
  const again =
    (findings["encode-mismatch"] ?? 0) > 0
      ? "not all encode to their bytes"
      : encoded === records
        ? "all encode back to their bytes"
        : `${numbers(encoded)} encode back to their bytes`;
  return `${numbers(records)}, ${schema}, ${again}`;
}

function turnsOf({ turns: { started, ended } }: FileReport): string {
  if (started + ended === 0) return "";
  return started === ended ? `${numbers(started)}, all ended` : `${numbers(started)} started, ${numbers(ended)} ended`;
}

function tokensOf({ own: { tokens } }: FileReport): string {
  if (tokens === null) return "";
  const cached = tokens.cached_input_tokens === 0 ? "" : ` (${numbers(tokens.cached_input_tokens)} cached)`;
  const parts = `${numbers(tokens.input_tokens)} in${cached}, ${numbers(tokens.output_tokens)} out`;
  return `${numbers(tokens.total_tokens)} of its own: ${parts}`;
}

/** The types of a file with their counts, a line each, the most frequent first. */
function typesOf({ types }: FileReport): string {
  const sorted = Object.entries(types).toSorted(([, a], [, b]) => b - a);
  const width = Math.max(0, ...sorted.map(([, count]) => numbers(count).length));
  return sorted.map(([name, count]) => `${numbers(count).padStart(width)}  ${name}`).join("\n");
}

export function countsLine(counts: Readonly<Record<string, number | undefined>>): string {
  return Object.entries(counts)
    .map(([name, count]) => `${name} (${numbers(count ?? 0)})`)
    .join(", ");
}

/** Digits in groups of three, whatever the locale. */
export function numbers(count: number): string {
  return String(count).replaceAll(/\B(?=(\d{3})+$)/g, ",");
}

export function plural(count: number, noun: string): string {
  return `${numbers(count)} ${noun}${count === 1 ? "" : "s"}`;
}
