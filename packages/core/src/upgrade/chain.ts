// The chain: readings of a file of any era → its lines in the shape of a newer one.

import { own, put } from "../bytes/own.ts";
import { isObject } from "../bytes/json.ts";
import { ERAS, type Era } from "../rollout/era.ts";
import type { Reading, RecordReading } from "../rollout/reading.ts";
import { NO_OWNER, ownFrom, stepOwnership, type Ownership } from "../lineage/copied.ts";
import { payloadOf } from "../lineage/field.ts";
import { NO_HEADER, readHeader, type Header } from "../lineage/header.ts";
import { createBareState, createBareStep, type BareState } from "./bare.ts";
import { createDocumentStep } from "./document.ts";
import { createEnvelopeState, createEnvelopeStep, type EnvelopeState } from "./envelope.ts";
import { createLegacyState, createLegacyStep, type LegacyState } from "./legacy.ts";
import { lineOf, payloadObject, type Line, type Step, type UpgradedLine } from "./line.ts";
import { createNotes, createNotesState, UPGRADE_SCHEMA_VERSION, type NotesState, type UpgradeReport } from "./notes.ts";

export interface UpgradeOptions {
  readonly to: Era;
  /** The thread id in the file's name, for files whose header is lost. */
  readonly named?: string | null;
  /** Items hold outputs whole, not cut to what Codex would take. */
  readonly whole?: boolean;
}

export interface Upgrade {
  /** Takes the next reading; records must be read whole (`long: "whole"`) and none passed over. */
  readonly read: (reading: Reading) => void;
  /** The file is over: gives the lines held back, and the report. */
  readonly end: () => UpgradeReport;
  /** Whether the file is of that era or newer already, so that nothing of it changes; null before its first record. */
  readonly unchanged: () => boolean | null;
}

/** What an upgrade knows between two records: plain data, with maps and sets. */
export interface UpgradeState {
  readonly notes: NotesState;
  readonly bare: BareState;
  readonly envelope: EnvelopeState;
  readonly legacy: LegacyState;
  readonly eras: Set<Era>;
  readonly built: Record<string, number>;
  readonly tally: { turns: number; commands: number; file_changes: number; tool_calls: number };
  header: Header | null;
  ownership: Ownership;
  /** The eras to be left behind; null before the first record. */
  steps: readonly Era[] | null;
  records_in: number;
  lines_out: number;
}

export function createUpgradeState(): UpgradeState {
  return {
    notes: createNotesState(),
    bare: createBareState(),
    envelope: createEnvelopeState(),
    legacy: createLegacyState(),
    eras: new Set(),
    built: {},
    tally: { turns: 0, commands: 0, file_changes: 0, tool_calls: 0 },
    header: null,
    ownership: NO_OWNER,
    steps: null,
    records_in: 0,
    lines_out: 0,
  };
}

/**
 * Folds the readings of one file into its lines in the era `to`. Pure and total. Each line is given at the reading that
 * settles it, and a line whose `making` is `source` always at its own; what is held is bounded by what is open. A file
 * whose first record is of the era `to` or a newer one is given as it is. Lines of later eras in an older file stay,
 * but for their ordinal. What has no place in the new file is in the report. All it knows is in `state`: another
 * upgrade goes on from a copy of it.
 */
export function createUpgrade(
  options: UpgradeOptions,
  emit: (line: UpgradedLine) => void,
  state: UpgradeState = createUpgradeState(),
): Upgrade {
  const { to } = options;
  const named = options.named ?? null;
  const { eras, built, tally } = state;
  const notes = createNotes(state.notes, options.whole === true);
  let steps: readonly Step[] | null = state.steps?.map(stepFrom) ?? null;

  function stepFrom(era: Era): Step {
    switch (era) {
      case "document":
        return createDocumentStep(notes);
      case "bare":
        return createBareStep(notes, named, state.bare);
      case "envelope":
        return createEnvelopeStep(notes, state.envelope);
      default:
        return createLegacyStep(notes, state.legacy);
    }
  }

  function give(lines: readonly Line[]): void {
    for (const line of lines) {
      count(line);
      state.lines_out += 1;
      emit(line);
    }
  }

  function count(line: Line): void {
    const item = payloadObject(line)["item"];
    const type =
      line.inner === "item_completed" && isObject(item) && typeof item["type"] === "string" ? item["type"] : null;
    const name = type ?? (line.inner || line.outer);
    if (line.making === "made") put(built, name, (own(built, name) ?? 0) + 1);
    if (line.outer === "event_msg" && (line.inner === "task_started" || line.inner === "turn_started"))
      tally.turns += 1;
    if (type === "CommandExecution") tally.commands += 1;
    else if (type === "FileChange") tally.file_changes += 1;
    else if (type !== null && TOOL_ITEMS.has(type)) tally.tool_calls += 1;
  }

  /** Each step sees what the steps before it gave. */
  function through(line: Line, from: number): readonly Line[] {
    return (steps ?? [])
      .slice(from)
      .reduce<readonly Line[]>((lines, step) => lines.flatMap((one) => step.take(one)), [line]);
  }

  function begin(record: RecordReading): readonly Step[] {
    const reached = ERAS.indexOf(to);
    const own = record.era === null ? 0 : ERAS.indexOf(record.era);
    state.steps = own >= reached ? [] : ERAS.slice(0, reached);
    return state.steps.map(stepFrom);
  }

  function onRecord(record: RecordReading): void {
    state.records_in += 1;
    if (record.era !== null) eras.add(record.era);
    steps ??= begin(record);
    const head = record.outer === "session_meta" || record.outer === "header";
    const session = record.value["session"];
    if (head && state.header === null) {
      state.header = readHeader(isObject(session) && record.era === "document" ? session : payloadOf(record.value));
      state.ownership = ownFrom(state.header);
    } else if (state.header !== null) state.ownership = stepOwnership(state.ownership, record);
    if (record.abridged === true) {
      notes.leaveOut("abridged", record.at, null);
      return;
    }
    const owner = state.ownership.copying ? state.ownership.origin : (state.header?.thread_id ?? named);
    give(through(lineOf(record, owner), 0));
  }

  return {
    read(reading) {
      if (reading.kind === "record") onRecord(reading);
      else if (reading.kind === "damage") notes.leaveOut("damaged", reading.damage.at, null, reading.damage.kind);
    },
    end() {
      (steps ?? []).forEach((step, index) => {
        for (const line of step.end()) give(through(line, index + 1));
      });
      const { thread_id, started_at } = state.header ?? NO_HEADER;
      return {
        schema_version: UPGRADE_SCHEMA_VERSION,
        thread_id: thread_id ?? named,
        started_at,
        from: ERAS.filter((era) => eras.has(era)),
        to,
        unchanged: steps !== null && steps.length === 0,
        records_in: state.records_in,
        lines_out: state.lines_out,
        ...notes.counts(),
        built,
        ...tally,
      };
    },
    unchanged: () => (steps === null ? null : steps.length === 0),
  };
}

const TOOL_ITEMS: ReadonlySet<string> = new Set([
  "McpToolCall",
  "DynamicToolCall",
  "CollabAgentToolCall",
  "WebSearch",
  "ImageView",
  "ImageGeneration",
  "Extension",
]);

/**
 * The readings of a file as if Codex had written it in the era `to` (by default the newest), for folds that want one
 * shape only. Places are those of the source. Damage and blanks come as they are.
 */
export function* upgradeReadings(
  readings: Iterable<Reading>,
  options: Partial<UpgradeOptions> = {},
): Generator<Reading> {
  const waiting: UpgradedLine[] = [];
  const upgrade = createUpgrade({ to: "paginated", ...options }, (line) => waiting.push(line));
  for (const reading of readings) {
    upgrade.read(reading);
    yield* waiting.splice(0).map(readingOf);
    if (reading.kind !== "record") yield reading;
  }
  upgrade.end();
  yield* waiting.splice(0).map(readingOf);
}

function readingOf({ at, era, outer, inner, value }: UpgradedLine): RecordReading {
  return { kind: "record", at, era, outer, inner, value, salvaged: false };
}
