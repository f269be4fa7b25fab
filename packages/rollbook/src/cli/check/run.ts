// rollbook check: what the files are, and everything in them that deserves a look.

import {
  addFinding,
  createFileCheck,
  createSumming,
  misfitFinding,
  type FileReport,
  type Finding,
} from "rollbook-core/check";
import { readChunks, SourceError } from "../../home/index.ts";
import type { Run } from "../command.ts";
import { EXIT, Failure } from "../exit.ts";
import { openStdout } from "../output/stdout.ts";
import { homesOf } from "../operand.ts";
import { showProgress } from "../progress.ts";
import { faultOf, gather, problemOf, type Subject } from "./gather.ts";
import { jsonPrinter } from "./json.ts";
import { textPrinter } from "./text.ts";

const SHOWN_IN_TEXT = 20;

export const runCheck: Run = async (invocation, console) => {
  const { operands, flags, values } = invocation;
  const asJson = flags.has("json");
  const most = readMost(values.get("max-findings")?.at(-1)) ?? (asJson ? Number.POSITIVE_INFINITY : SHOWN_IN_TEXT);
  const { subjects, lineage, problems } = gather({
    operands,
    homes: homesOf(invocation, console.env),
    note: console.note,
    now: Date.now(),
  });
  const single = subjects.length === 1 && problems.length === 0;
  const printer = asJson
    ? jsonPrinter()
    : textPrinter({ colour: console.colour, verbose: flags.has("verbose"), single });
  const output = openStdout();
  const summing = createSumming();
  const reports = new Map<string, FileReport>();
  const heads = new Map(subjects.map(({ stem }) => [stem.path, stem.at]));
  const late: Finding[] = [];
  const counts = new Map<string, number>();
  let leftOut = 0;
  // The bar is taken away before anything is printed, so it may be shown beside the report.
  const progress = showProgress(
    { ...console, outputSeen: false },
    subjects.reduce((sum, { stem }) => sum + stem.size, 0),
  );

  const print = (text: string): void => {
    if (text === "") return;
    progress.clear();
    output.write(text);
  };
  const find = (finding: Finding): void => {
    summing.find(finding);
    const key = `${finding.kind}\n${finding.file}`;
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    if (count <= most) print(printer.finding(finding));
    else leftOut += 1;
  };
  const read = async (subject: Subject): Promise<void> => {
    const { stem, live, copied } = subject;
    const { path: file, name: named } = stem;
    counts.clear();
    const known = lineage.findings.filter((finding) => finding.file === file);
    const check = createFileCheck({ file, named, live, copied, cuts: lineage.cuts.get(file) ?? [], known }, find);
    let done = 0;
    try {
      for await (const chunk of readChunks(file)) {
        check.push(chunk);
        done += chunk.length;
        if (!stem.compressed) progress.add(chunk.length);
        await output.settle();
        if (output.isClosed()) return;
      }
    } catch (error) {
      const { message } = error instanceof SourceError ? problemOf(error) : faultOf(error);
      const binary = error instanceof SourceError && error.problem === "binary";
      check.fail(message, binary ? "no-record-recognised" : "unreadable");
    }
    if (stem.compressed || done === 0) progress.add(stem.size);
    const { report, misfits } = check.end();
    reports.set(file, report);
    for (const misfit of misfits) {
      const at = heads.get(misfit.cut.by);
      if (at !== undefined) late.push(misfitFinding(file, misfit, at));
    }
    print(printer.file(report));
  };

  try {
    for (const subject of subjects) {
      await read(subject);
      await output.settle();
      if (output.isClosed()) break;
    }
    for (const { file, message } of problems) {
      console.note(`rollbook: ${file}: ${message}`);
      find({ kind: "unreadable", severity: "error", file, line: 0, offset: 0, length: 0, message });
    }
    for (const finding of late) {
      const report = reports.get(finding.file);
      if (report !== undefined) reports.set(finding.file, addFinding(report, finding));
      find(finding);
    }
    const copies = new Set(subjects.filter(({ copy }) => copy).map(({ stem }) => stem.path));
    for (const report of reports.values()) summing.add(report, copies.has(report.file));
    const summary = summing.summary();
    print(printer.end([...reports.values()], summary, leftOut));
    await output.finish();
    if (problems.length > 0 || summary.by_verdict.unreadable > 0) return EXIT.input;
    return summary.by_verdict.findings > 0 ? EXIT.findings : EXIT.ok;
  } finally {
    progress.clear();
  }
};

function readMost(asked: string | undefined): number | null {
  if (asked === undefined) return null;
  const most = Number(asked);
  if (Number.isInteger(most) && most >= 0) return most;
  throw new Failure(EXIT.usage, `--max-findings needs a number from 0 on, not "${asked}" (see: rollbook check --help)`);
}
