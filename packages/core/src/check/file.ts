// The check of one file: its bytes in, findings as they come, and its report at the end.

import { encodeLine } from "../rollout/encode.ts";
import { isKnownType } from "../rollout/known.ts";
import { createReader } from "../rollout/read.ts";
import type { Reading, RecordReading } from "../rollout/reading.ts";
import { NO_OWNER, ownFrom, stepOwnership, type Ownership } from "../lineage/copied.ts";
import type { CopiedItems } from "../lineage/documents.ts";
import { integer, payloadOf, text } from "../lineage/field.ts";
import { createAccount } from "./account.ts";
import { createCalls } from "./calls.ts";
import { createCensus } from "./census.ts";
import { createCuts, type Cut, type Misfit } from "./cuts.ts";
import { remark, WHOLE_FILE, type Finding, type Remark } from "./finding.ts";
import { judgeFit } from "./fit.ts";
import { createHeading, HEADER_PATHS } from "./heading.ts";
import { createDesk } from "./desk.ts";
import { judgeItems } from "./items.ts";
import { createOrdinals } from "./ordinals.ts";
import type { FileReport } from "./report.ts";
import { judgeTokens } from "./tokens.ts";
import { createSpending } from "../lineage/spent.ts";
import { createTurns } from "./turns.ts";
import { createWindow } from "./window.ts";

export interface FileCheckOptions {
  /** The path as it was given; findings repeat it. */
  readonly file: string;
  /** The ids in the file's name; null where it has none. */
  readonly named: { readonly thread_id: string; readonly rollout_id: string } | null;
  /** The file was written to a moment ago: what is open at its end may still be closed. */
  readonly live: boolean;
  /** What it begins with and another thread's file holds, where no header says so. */
  readonly copied?: readonly CopiedItems[];
  /** Places at which other files continue this one. */
  readonly cuts?: readonly Cut[];
  /** Findings about this file that are known already (`Lineage.findings`): they come with the others. */
  readonly known?: readonly Finding[];
}

export interface FileCheck {
  /** Takes the next bytes, uncompressed; the chunk is free for reuse afterwards. */
  push(chunk: Uint8Array): void;
  /**
   * The file could not be opened, or not be read further; or, as `no-record-recognised`, it is no text at all.
   * `message` is a sentence for a person. Then call `end`.
   */
  fail(message: string, kind?: "unreadable" | "no-record-recognised"): void;
  end(): { readonly report: FileReport; readonly misfits: readonly Misfit[] };
}

/** Longer lines are read without being held: their long values in part, and neither validated nor encoded again. */
const LONGEST = 16 << 20;
const GIANT = 64 << 20;
const NOTHING_KNOWN: ReadonlySet<string> = new Set();

/**
 * Checks one file. Never throws on input. Memory is bounded by what is open in the file and by a line of 16 MiB.
 * Findings come in the order in which they are certain, which is nearly that of the file.
 */
export function createFileCheck(options: FileCheckOptions, emit: (finding: Finding) => void): FileCheck {
  const { file, named, live } = options;
  const desk = createDesk((found) => emit({ file, ...found }));
  const tell = (found: Remark): void => desk.tell(found);
  const window = createWindow(LONGEST);
  const account = createAccount(window, tell);
  const heading = createHeading(named?.thread_id ?? null, tell);
  const census = createCensus(tell);
  const ordinals = createOrdinals(tell);
  const calls = createCalls(() => (heading.header()?.base ?? null) !== null, tell);
  const turns = createTurns(tell);
  const cuts = createCuts(options.cuts ?? []);
  const spending = createSpending();
  let ownership: Ownership = NO_OWNER;
  let encoded = 0;
  let validated = 0;
  let blanks = true; // nothing but blank lines so far
  let failed = false;
  /** A torn line that may be the last, and so may still be written on. */
  let torn: Remark | null = null;

  function onRecord(record: RecordReading): void {
    const { outer, inner, at } = record;
    const header = heading.step(record);
    if (header !== null) ownership = ownFrom(header, options.copied);
    else if (heading.header() !== null) ownership = stepOwnership(ownership, record);
    if (isKnownType(outer, inner) && record.era !== null) desk.release();
    census.step(record);
    onOrdinal(record);
    if (outer === "response_item") calls.step(record, ownership.copying);
    if (outer === "event_msg") {
      turns.step(at, inner, text(payloadOf(record.value)["turn_id"]), ownership.copying);
      if (inner === "turn_aborted") calls.abort();
    }
    const { base = null, thread_id = null } = heading.header() ?? {};
    spending.step(record, ownership.copying, base !== null, thread_id ?? named?.thread_id ?? null);
    for (const judged of [judgeTokens(record), judgeItems(record)]) if (judged !== null) tell(judged);
    if (record.era === null) return;
    if (at.length <= LONGEST) validated += 1;
    for (const misfit of judgeFit(record, header === null ? NOTHING_KNOWN : HEADER_PATHS)) tell(misfit);
    const bytes = window.slice(at.offset, at.offset + at.length);
    if (bytes === null) return;
    encoded += 1;
    if (!sameBytes(encodeLine(record.value, bytes), bytes)) {
      tell(remark("encode-mismatch", at, "decoded and encoded again, the record is not what it was"));
    }
  }

  function onOrdinal({ at, value }: RecordReading): void {
    const ordinal = integer(value["ordinal"]);
    // Past 2^53 JSON numbers are no longer told apart.
    if (ordinal !== null && !Number.isSafeInteger(ordinal)) return;
    if (ordinal !== null || heading.header()?.history_mode === "paginated") ordinals.step(at, ordinal);
  }

  function onReading(reading: Reading): void {
    const { at } = reading;
    if (torn !== null) tell(torn);
    torn = null;
    cuts.step(reading);
    if (at.length > GIANT) tell(remark("giant-line", at, `a line of ${Math.round(at.length / 2 ** 20)} MiB`));
    if (reading.kind === "damage") {
      const { kind, at: where, message } = reading.damage;
      if (kind === "torn") torn = remark(kind, where, message);
      else tell(remark(kind, where, message));
    } else if (reading.kind === "record") onRecord(reading);
    blanks &&= reading.kind === "blank";
    account.book(reading);
  }

  for (const found of options.known ?? []) tell(found);
  const reader = createReader({ long: "whole", longest: LONGEST }, onReading);

  function finish(size: number): void {
    if (torn !== null) {
      const unended = live && !failed && torn.offset + torn.length === size;
      tell(unended ? { ...torn, severity: "note", message: "The last line is still being written." } : torn);
    }
    if (blanks) {
      if (failed) return;
      const message = size === 0 ? "the file is empty" : "there is nothing but blank lines in the file";
      tell(remark("empty-file", WHOLE_FILE, message, live ? { severity: "note" } : {}));
      desk.release();
      return;
    }
    if (desk.released()) heading.end();
    ordinals.end();
    census.end();
    calls.end(live);
    turns.end(live);
  }

  return {
    push(chunk) {
      window.open(chunk);
      reader.push(chunk);
      window.settle();
    },
    fail(message, kind = "unreadable") {
      failed = true;
      desk.release();
      tell(remark(kind, WHOLE_FILE, message));
    },
    end() {
      const totals = reader.end();
      const bytes = account.end(totals.bytes);
      finish(totals.bytes);
      if (!desk.released()) {
        const message = `nothing in its ${totals.bytes} bytes on ${totals.lines} lines is a record of a known kind`;
        desk.replace(remark("no-record-recognised", WHOLE_FILE, message));
      }
      const header = heading.header();
      const report: FileReport = {
        file,
        verdict: failed ? "unreadable" : desk.verdict(),
        eras: census.eras(),
        cli_versions: heading.versions(),
        thread_id: header?.thread_id ?? named?.thread_id ?? null,
        rollout_id: named?.rollout_id ?? header?.thread_id ?? null,
        history_mode: header?.history_mode ?? null,
        size: totals.bytes,
        lines: totals.lines,
        records: census.records(),
        bytes,
        encoded,
        validated,
        types: census.types(),
        unknown_types: census.unknownTypes(),
        ordinals: ordinals.facts(),
        calls: calls.counts(),
        turns: turns.counts(),
        own: { turns: turns.own(), calls: calls.own(), tokens: spending.usage() },
        findings: desk.counts(),
      };
      return { report, misfits: cuts.end(totals.bytes) };
    },
  };
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
