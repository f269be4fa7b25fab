// The report of a replay: what each file is, what was done with it, and what cannot be known.

import { type FileState, REPLAY_SCHEMA_VERSION, shownPath } from "rollbook-core/replay";
import type { Told } from "../changes/history.ts";
import type { ChangeHiding } from "../changes/hiding.ts";
import { describeReasons } from "../changes/reasons.ts";
import { plural } from "../check/facts.ts";
import type { Console } from "../console.ts";
import { printColumns } from "../format/columns.ts";
import { printable } from "../printable.ts";
import type { Comparison } from "./verify.ts";

export interface ReplayedFile {
  readonly state: FileState;
  readonly place: string | null;
  readonly written: boolean;
  readonly verified: Comparison | null;
}

export interface ReplayReport {
  readonly thread_id: string | null;
  readonly turn: { readonly index: number; readonly id: string } | null;
  readonly told: Told;
  readonly gaps: readonly string[];
  readonly output: string | null;
  readonly verify: string | null;
  readonly files: readonly ReplayedFile[];
}

const EQUAL: ReadonlySet<Comparison | null> = new Set(["equal", "not_compared", null]);

/** Everything is known, and what was compared is equal. */
export function isSettled({ files }: ReplayReport): boolean {
  return files.every(({ state, verified }) => state.state !== "unknown" && EQUAL.has(verified));
}

export async function reportJson(report: ReplayReport, hiding: ChangeHiding): Promise<string> {
  const { thread_id, turn, told, gaps, output, verify } = report;
  const { history, base, trusted } = told;
  const files = [];
  for (const { state, place, written, verified } of report.files) {
    const { path, mode, known_lines, changes, text, reasons } = state;
    const bytes = text === null ? null : Buffer.byteLength(text);
    files.push({ path, place, state: state.state, bytes, mode, known_lines, changes, written, verified, reasons });
  }
  const head = { schema_version: REPLAY_SCHEMA_VERSION, thread_id, turn, root: history.root, base, trusted, gaps };
  const value = { ...head, output, verify, summary: summaryOf(report), files };
  return `${JSON.stringify(await hiding.hide(value))}\n`;
}

function summaryOf({ files }: ReplayReport): Readonly<Record<string, number>> {
  const count = (wanted: (file: ReplayedFile) => boolean): number => files.filter(wanted).length;
  return {
    known: count(({ state }) => state.state === "known"),
    deleted: count(({ state }) => state.state === "deleted"),
    unknown: count(({ state }) => state.state === "unknown"),
    written: count(({ written }) => written),
    equal: count(({ verified }) => verified === "equal"),
    not_equal: count(({ verified }) => !EQUAL.has(verified)),
  };
}

export async function printReport(report: ReplayReport, hiding: ChangeHiding, { columns }: Console): Promise<string> {
  const { files, told, verify, output } = report;
  if (files.length === 0) return "no file was changed\n";
  const rows: string[][] = [];
  for (const { state, verified } of files) {
    const why = describeReasons(await hiding.hide(state.reasons));
    const name = await hiding.hide(shownPath(told.history.root, state.path));
    const equal = verify === null ? [] : [verified === "not_compared" ? "" : (verified ?? "").replaceAll("_", " ")];
    rows.push([state.state, ...equal, printable(name + (why === "" ? "" : `: ${why}`))]);
  }
  const titles = [{ title: "" }, ...(verify === null ? [] : [{ title: "" }]), { title: "", rest: true }];
  const { known, deleted, unknown, written, equal, not_equal } = summaryOf(report);
  const lines = [
    `${plural(files.length, "file")} after turn ${(report.turn?.index ?? 0) + 1}: ${known} known, ${deleted} deleted, ${unknown} unknown`,
    output === null ? "" : `${plural(written ?? 0, "file")} written to ${printable(output)}`,
    verify === null ? "" : `${equal} equal to ${printable(verify)}, ${not_equal} not`,
  ];
  return `${printColumns(titles, rows, columns, []).replace(/^\s*\n/, "")}${lines.filter((line) => line !== "").join("\n")}\n`;
}
