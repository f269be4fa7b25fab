// The report as text for people: files with findings in detail, then all files in sum.

import { styleText } from "node:util";
import {
  KINDS,
  SEVERITIES,
  type CheckSummary,
  type FileReport,
  type Finding,
  type FindingKind,
} from "rollbook-core/check";
import { printable } from "../printable.ts";
import { SEVERITY_WORDS, type Printer } from "./printer.ts";
import { countsLine, factsOf, numbers, plural, printFacts, type Fact } from "./facts.ts";

export interface TextOptions {
  readonly colour: boolean;
  /** Show every file, and the facts and types of each. */
  readonly verbose: boolean;
  /** One file is checked: its facts are the report. */
  readonly single: boolean;
}

const COLOURS = {
  error: "red",
  warning: "yellow",
  note: "gray",
  clean: "green",
  findings: "yellow",
  unreadable: "red",
} as const;

export function textPrinter({ colour, verbose, single }: TextOptions): Printer {
  const paint = (style: keyof typeof COLOURS | "bold", text: string): string =>
    colour ? styleText(style === "bold" ? "bold" : COLOURS[style], text, { validateStream: false }) : text;
  let pending: Finding[] = [];
  let shown = 0;

  function list(findings: readonly Finding[]): string {
    const kinds = Math.max(0, ...findings.map(({ kind }) => kind.length));
    const places = Math.max(0, ...findings.map((finding) => placeOf(finding).length));
    return findings
      .map((finding) => {
        const { kind, severity, message } = finding;
        const head = `  ${paint(severity, severity.padEnd(7))}  ${kind.padEnd(kinds)}  ${placeOf(finding).padEnd(places)}`;
        return `${head}  ${printable(message)}\n`;
      })
      .join("");
  }

  /** The findings of one file, and how many of each kind are left out. */
  function detail(findings: readonly Finding[], report: FileReport): string {
    const ordered = findings.toSorted((a, b) => a.offset - b.offset || rank(a) - rank(b));
    const listed = list(ordered);
    const more = (Object.entries(report.findings) as [FindingKind, number][]).flatMap(([kind, count]) => {
      const left = count - findings.filter((finding) => finding.kind === kind).length;
      return left > 0 ? [`  and ${numbers(left)} more of ${kind}\n`] : [];
    });
    return listed + more.join("");
  }

  function facts(report: FileReport): string {
    return printFacts(factsOf(report, verbose));
  }

  return {
    finding(finding) {
      pending.push(finding);
      return "";
    },
    file(report) {
      const findings = pending;
      pending = [];
      if (!single && !verbose && report.verdict === "clean") return "";
      const head = `${paint(report.verdict, report.verdict)}  ${paint("bold", printable(report.file))}\n`;
      const between = shown > 0 ? "\n" : "";
      shown += 1;
      const body = detail(findings, report);
      if (single || verbose) return `${between}${head}\n${facts(report)}${body === "" ? "" : `\n${body}`}`;
      return `${between}${head}${body}`;
    },
    end(_, summary) {
      const loose = pending.toSorted((a, b) => (a.file < b.file ? -1 : 1));
      pending = [];
      const strays = loose.map(
        (finding) =>
          `${paint(finding.severity, finding.severity)}  ${paint("bold", printable(finding.file))}\n${list([finding])}`,
      );
      const parts = shown > 0 && strays.length > 0 ? [`\n${strays.join("\n")}`] : [strays.join("\n")];
      const between = shown + strays.length > 0 ? "\n" : "";
      if (summary.files > 1 || (summary.files === 1 && !single)) parts.push(`${between}${sum(summary)}`);
      const advice = advise(summary);
      if (advice !== "") parts.push(`\n${advice}`);
      return parts.join("");
    },
  };

  function sum(summary: CheckSummary): string {
    const { by_verdict } = summary;
    const verdicts = [
      paint("clean", `${numbers(by_verdict.clean)} clean`),
      by_verdict.findings > 0 ? paint("findings", `${numbers(by_verdict.findings)} with findings`) : null,
      by_verdict.unreadable > 0 ? paint("unreadable", `${numbers(by_verdict.unreadable)} unreadable`) : null,
    ].filter((part) => part !== null);
    const rows: Fact[] = [
      ["threads", threadsLine(summary)],
      ["bytes", bytesLine(summary)],
      ["records", recordsLine(summary)],
      ["eras", countsLine(summary.eras)],
      ["versions", countsLine(summary.cli_versions)],
      ["unknown types", countsLine(summary.unknown_types)],
    ];
    if (verbose) rows.push(["types", countsLine(summary.types)]);
    return `${paint("bold", plural(summary.files, "file"))}: ${verdicts.join(", ")}\n\n${printFacts(rows)}`;
  }

  /** What each kind of finding asks of the reader, with how often it came. */
  function advise({ findings, by_severity }: CheckSummary): string {
    const kinds = (Object.entries(findings) as [FindingKind, number][]).toSorted(([a], [b]) => gravity(a) - gravity(b));
    if (kinds.length === 0) return "";
    const counted = SEVERITIES.filter((severity) => by_severity[severity] > 0).map((severity) => {
      const count = by_severity[severity];
      return paint(severity, `${numbers(count)} ${SEVERITY_WORDS[severity][count === 1 ? 0 : 1]}`);
    });
    const width = Math.max(...kinds.map(([, count]) => numbers(count).length));
    const column = Math.max(...kinds.map(([kind]) => kind.length));
    const indent = " ".repeat(width + column + 6);
    const lines = kinds.map(
      ([kind, count]) =>
        `  ${numbers(count).padStart(width)}  ${kind.padEnd(column)}  ${KINDS[kind].meaning}\n${indent}${KINDS[kind].advice}\n`,
    );
    return `${counted.join(", ")}\n\n${lines.join("")}`;
  }
}

function bytesLine({ size, bytes_unaccounted }: CheckSummary): string {
  const rest = bytes_unaccounted === 0 ? "every one accounted for" : `${numbers(bytes_unaccounted)} NOT ACCOUNTED FOR`;
  return `${numbers(size)}, ${rest}`;
}

/** What the threads did, each counted once however many files tell it. */
function threadsLine({ threads, copies }: CheckSummary): string {
  const { count, turns, calls, tokens } = threads;
  const parts = [
    numbers(count),
    turns === 0 ? null : plural(turns, "turn"),
    plural(calls, "call"),
    tokens === null ? null : plural(tokens.total_tokens, "token"),
    copies === 0 ? null : `${plural(copies, "file")} with copies only`,
  ];
  return parts.filter((part) => part !== null).join(", ");
}

function recordsLine({ records, validated, encoded, lines }: CheckSummary): string {
  return `${numbers(records)} on ${plural(lines, "line")}; ${numbers(validated)} held against the schema, ${numbers(encoded)} encoded again`;
}

function placeOf({ line, offset }: Finding): string {
  return line === 0 ? "whole file" : `line ${line}, byte ${offset}`;
}

function rank({ severity }: Finding): number {
  return SEVERITIES.indexOf(severity);
}

function gravity(kind: FindingKind): number {
  return SEVERITIES.indexOf(KINDS[kind].severity);
}
