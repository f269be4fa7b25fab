// What is done with each mutated file, and the laws that must hold of it: a stage throws when one is broken.

import { isDeepStrictEqual } from "node:util";
import {
  createActionStream,
  projectActions,
  type ActionStreamRecord,
  type Include,
} from "../../packages/core/src/action/index.ts";
import { createFileCheck } from "../../packages/core/src/check/index.ts";
import type { Reading } from "../../packages/core/src/rollout/reading.ts";
import { createUpgrade, encodeUpgraded, type UpgradedLine } from "../../packages/core/src/upgrade/index.ts";

/** `run` answers how many things it looked at. */
export interface Stage {
  readonly name: string;
  readonly run: (readings: readonly Reading[], bytes: Buffer) => number;
}

/** Every byte belongs to one reading, or to a terminator. */
function account(readings: readonly Reading[], bytes: Buffer): number {
  let at = 0;
  const skip = (to: number): void => {
    for (; at < to; at++) if (bytes[at] !== 10 && bytes[at] !== 13) throw new Error(`byte ${at} belongs to no reading`);
  };
  for (const reading of readings) {
    if (reading.at.offset < at) throw new Error(`two readings share byte ${reading.at.offset}`);
    skip(reading.at.offset);
    at += reading.at.length;
  }
  skip(bytes.length);
  return readings.length;
}

/** One session first, one end last, `seq` dense between them, and every record is what its JSON says. */
function judgeStream(records: readonly ActionStreamRecord[]): number {
  let seq = 0;
  records.forEach((record, index) => {
    if ((record.record === "session") !== (index === 0)) throw new Error(`record ${index} is a ${record.record}`);
    if ((record.record === "end") !== (index === records.length - 1)) throw new Error(`an end at record ${index}`);
    if (record.record === "action" && record.seq !== seq++) throw new Error(`seq ${record.seq} at ${seq - 1}`);
    const text = JSON.stringify(record);
    if (!isDeepStrictEqual(JSON.parse(text), record)) throw new Error(`a record its JSON does not hold: ${text}`);
  });
  if (records.length < 2) throw new Error(`${records.length} records`);
  return records.length;
}

const EVERYTHING: ReadonlySet<Include> = new Set(["output", "patch", "prompts", "reasoning"]);

/** The projection of these very readings, with all it can give. */
function fold(readings: readonly Reading[], bytes: Buffer): number {
  const records: ActionStreamRecord[] = [];
  const stream = createActionStream({ file: "f", withCopied: true, include: EVERYTHING }, (record) =>
    records.push(record),
  );
  for (const reading of readings) stream.read(reading);
  stream.end({ bytes: bytes.length, lines: 0 });
  return judgeStream(records);
}

/** The projection as `rollbook actions` makes it: it says itself which records it does not need. */
function project(_: readonly Reading[], bytes: Buffer): number {
  return judgeStream(projectActions(bytes, { file: "f" }));
}

/** The check: its account is complete, and what it reports can be written down. */
function check(_: readonly Reading[], bytes: Buffer): number {
  const findings: unknown[] = [];
  const checking = createFileCheck({ file: "f", named: null, live: false }, (finding) => findings.push(finding));
  checking.push(bytes);
  const { report } = checking.end();
  if (report.size !== bytes.length) throw new Error(`${report.size} of ${bytes.length} bytes`);
  if (report.bytes.unaccounted !== 0) throw new Error(`${report.bytes.unaccounted} bytes unaccounted`);
  const told = { report, findings };
  if (!isDeepStrictEqual(JSON.parse(JSON.stringify(told)), told)) throw new Error("a report its JSON does not hold");
  return findings.length;
}

/** The way to the newest era: each line is written as JSON of its value. */
function upgrade(readings: readonly Reading[], bytes: Buffer): number {
  const lines: UpgradedLine[] = [];
  const chain = createUpgrade({ to: "paginated" }, (line) => lines.push(line));
  for (const reading of readings) chain.read(reading);
  const report = chain.end();
  if (report.lines_out !== lines.length) throw new Error(`${report.lines_out} lines told, ${lines.length} given`);
  for (const line of lines) {
    const { offset, length } = line.at;
    const text = encodeUpgraded(line, bytes.toString("utf8", offset, offset + length));
    if (text.includes("\n")) throw new Error(`two lines in one: ${text}`);
    // In memory a field may stand as undefined or infinite, which JSON cannot say.
    if (!isDeepStrictEqual(throughJson(JSON.parse(text)), throughJson(line.value)))
      throw new Error(`a line of another value: ${text}`);
  }
  return lines.length;
}

function throughJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

/** Run on the readings of every mode. */
export const OF_READINGS: readonly Stage[] = [
  { name: "account", run: account },
  { name: "fold", run: fold },
];

/** Run once for each file, on its readings as they are when nothing is cut or passed. */
export const OF_FILES: readonly Stage[] = [
  { name: "project", run: project },
  { name: "check", run: check },
  { name: "upgrade", run: upgrade },
];
