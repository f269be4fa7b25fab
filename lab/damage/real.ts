// Classes of damage that Codex itself has left in specimens: nothing is made, the expectation is worked out from the bytes.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Anomaly, ExpectedDamage, ExpectedFile } from "./assemble.ts";
import type { CaseText, DamageCase } from "./case.ts";
import { threadIdOf } from "./healthy.ts";
import { plainBytes } from "../specimen/evidence.ts";
import { isSessionFile, listFiles } from "../specimen/scenario-files.ts";

type Found = Anomaly & { readonly line: number };
type Watch = (records: readonly NumberedRecord[]) => Found[];

interface NumberedRecord {
  readonly line: number;
  readonly record: { readonly type?: unknown; readonly payload?: { readonly [key: string]: unknown } };
}

interface RealCase extends CaseText {
  readonly scenario: string;
  readonly watch?: Watch;
}

export function realCases(specimens: string): DamageCase[] {
  return REAL.map(({ scenario, watch, ...text }) => {
    const files = listFiles(join(specimens, scenario)).filter(isSessionFile);
    const real = files.map((path) => inspect(specimens, `${scenario}/${path}`, watch));
    return { ...text, from: files.map((path) => `${scenario}/${path}`), files: [], real };
  });
}

const wrote = (what: string): string => `nothing: ${what}`;

const REAL: readonly RealCase[] = [
  {
    class: 7,
    trait: "full-disk",
    done: wrote("0.169.0 on a full disk left half a record and used its ordinal again after the resume"),
    reader: "passes the torn bytes by",
    scenario: "paginated/0.169.0/enospc",
  },
  {
    class: 12,
    trait: "copied-history",
    done: wrote("forks of 0.87.0 begin with a copy of all the parent's records, under new timestamps"),
    reader: "tells copied records from the fork's own, by the parent's file or by the burst of equal timestamps",
    scenario: "envelope/0.87.0/appserver_live",
    watch: headers,
  },
  {
    class: 13,
    trait: "several-headers",
    done: wrote("forks in legacy mode hold their own header and then their parent's"),
    reader: "takes the first header for the file's own",
    scenario: "paginated/0.169.0/appserver_live_legacy",
    watch: headers,
  },
  {
    class: 14,
    trait: "segments",
    done: wrote("a revert made a second file for the same thread, and the first one went on growing"),
    reader: "takes both for one thread, the base up to the ordinal where the segment begins",
    scenario: "paginated/0.169.0/appserver_live",
  },
  {
    class: 17,
    trait: "no-envelope",
    done: wrote("files of 0.8.0 have no usable header for newer versions"),
    reader: "reads them in full",
    scenario: "bare/0.8.0/shell",
  },
  {
    class: 19,
    trait: "no-user-message-events",
    done: wrote("since 0.148 prompts are items, not user_message events"),
    reader: "finds the prompt in the items",
    scenario: "paginated/0.169.0/plain",
  },
  {
    class: 20,
    trait: "no-command-items",
    done: wrote("legacy files have no items for commands"),
    reader: "takes commands from calls and their outputs",
    scenario: "legacy/0.147.0/shell",
  },
  {
    class: 25,
    trait: "glued-on-a-full-disk",
    done: wrote("0.87.0 on a full disk tore a record and put the next one right behind it on resume"),
    reader: "passes the torn bytes by and reads the record behind them",
    scenario: "envelope/0.87.0/enospc",
  },
  {
    class: 25,
    trait: "joined-on-resume",
    done: wrote("0.8.0 leaves out the last newline, so that a resume joins two records"),
    reader: "reads both",
    scenario: "bare/0.8.0/resume",
  },
  {
    class: 27,
    trait: "turn-without-end",
    done: wrote("Codex was killed while a command ran; the turn has a call and no end"),
    reader: "says that the turn was interrupted, once the next one begins, and that the call has no output",
    scenario: "paginated/0.169.0/kill9",
    watch: openTurns,
  },
  {
    class: 28,
    trait: "late-command",
    done: wrote("a command that ran in the background ended after its turn had"),
    reader: "gives it to the turn it names",
    scenario: "paginated/0.169.0/appserver_live",
    watch: lateItems,
  },
  {
    class: 33,
    trait: "completed-that-failed",
    done: wrote("a custom_tool_call is completed as soon as the model has written it, also when the patch failed"),
    reader: "never takes that status for success",
    scenario: "paginated/0.169.0/patch",
  },
  {
    class: 36,
    trait: "growing-documents",
    done: wrote("the TypeScript CLI wrote one session as several files, each longer than the one before"),
    reader: "takes them for one session and reads the longest",
    scenario: "document/0.1.2504172351-ts/tui",
  },
];

function inspect(specimens: string, specimen: string, watch: Watch | undefined): ExpectedFile {
  const bytes = Buffer.from(plainBytes(specimen, readFileSync(join(specimens, specimen))));
  const base = { specimen, thread_id: threadIdOf(specimen), bytes: bytes.length };
  if (specimen.endsWith(".json")) {
    const document = JSON.parse(bytes.toString("utf8")) as { items: unknown[] };
    const lines = bytes.toString("utf8").split("\n").length - (bytes.at(-1) === 10 ? 1 : 0);
    return { ...base, lines, records: document.items.length + 1, damage: [], anomalies: [] };
  }
  const damage: ExpectedDamage[] = [];
  const records: NumberedRecord[] = [];
  let number = 0;
  for (let offset = 0; offset < bytes.length;) {
    const newline = bytes.indexOf(10, offset);
    const end = newline < 0 ? bytes.length : newline;
    number++;
    const { found, bad } = takeLine(bytes.subarray(offset, end), offset, number);
    for (const record of found) records.push({ line: number, record });
    if (bad !== null) damage.push(bad);
    offset = end + 1;
  }
  return { ...base, lines: number, records: records.length, damage, anomalies: watch?.(records) ?? [] };
}

/** A line is whole, several records, a torn record with a whole one behind it, or torn. */
function takeLine(
  line: Buffer,
  offset: number,
  number: number,
): { found: NumberedRecord["record"][]; bad: ExpectedDamage | null } {
  const at = { line: number, line_offset: offset, offset };
  const text = line.toString("latin1");
  const whole = parse(text);
  if (whole !== null) return { found: [whole], bad: null };
  for (let cut = text.indexOf("}{"); cut >= 0; cut = text.indexOf("}{", cut + 1)) {
    const pair = [parse(text.slice(0, cut + 1)), parse(text.slice(cut + 1))];
    if (pair.every((record) => record !== null)) {
      return { found: pair, bad: { kind: "joined", ...at, length: line.length, salvaged: 2 } };
    }
  }
  const behind = text.indexOf('{"timestamp":"', 1);
  const glued = behind > 0 ? parse(text.slice(behind)) : null;
  if (glued !== null) return { found: [glued], bad: { kind: "glued", ...at, length: behind, salvaged: 1 } };
  return { found: [], bad: { kind: "torn", ...at, length: line.length, salvaged: 0 } };
}

function parse(text: string): NumberedRecord["record"] | null {
  try {
    return JSON.parse(Buffer.from(text, "latin1").toString("utf8")) as NumberedRecord["record"];
  } catch {
    return null;
  }
}

function headers(records: readonly NumberedRecord[]): Found[] {
  return records
    .filter(({ record }) => record.type === "session_meta")
    .map(({ line, record }) => ({ kind: "header", line, thread_id: record.payload?.["id"] }));
}

function openTurns(records: readonly NumberedRecord[]): Found[] {
  const started = records.filter(({ record }) => record.payload?.["type"] === "task_started");
  const ended = new Set(
    records
      .filter(({ record }) => /^(task_complete|turn_aborted)$/.test(String(record.payload?.["type"])))
      .map(({ record }) => record.payload?.["turn_id"]),
  );
  return started
    .filter(({ record }) => !ended.has(record.payload?.["turn_id"]))
    .map(({ line, record }) => ({ kind: "turn_without_end", line, turn_id: record.payload?.["turn_id"] }));
}

function lateItems(records: readonly NumberedRecord[]): Found[] {
  const ended = new Map<unknown, number>();
  const late: Found[] = [];
  for (const { line, record } of records) {
    const payload = record.payload ?? {};
    const turn = payload["turn_id"];
    if (/^(task_complete|turn_aborted)$/.test(String(payload["type"]))) ended.set(turn, line);
    const item = payload["item"] as { type?: unknown; id?: unknown } | undefined;
    if (item?.type !== "CommandExecution" || !ended.has(turn)) continue;
    late.push({ kind: "late_item", line, item_id: item.id, turn_id: turn });
  }
  return late;
}
