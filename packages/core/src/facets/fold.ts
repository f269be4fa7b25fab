// The readings of a session's files → its facets, in one pass that looks into few of the records.

import type { EndRecord } from "../action/contract.ts";
import type { Entry } from "../action/ledger.ts";
import { needsValue } from "../action/pass.ts";
import { watchSession, type FileTotals, type SessionFile, type SessionStreamOptions } from "../action/session.ts";
import type { Watch } from "../action/state.ts";
import type { ActionStream } from "../action/stream.ts";
import type { JsonObject } from "../bytes/json.ts";
import { foreignThread, ownFrom, stepOwnership } from "../lineage/copied.ts";
import { readEnvironment } from "../lineage/environment.ts";
import { object, payloadOf, text } from "../lineage/field.ts";
import { headerPayload, isHeader } from "../lineage/head.ts";
import { readHeader } from "../lineage/header.ts";
import { createSpending, type Spending } from "../lineage/spent.ts";
import { addUsage } from "../lineage/tokens.ts";
import type { ReadOptions } from "../rollout/read.ts";
import type { Reading, RecordReading } from "../rollout/reading.ts";
import { createClock } from "./clock.ts";
import type { Facets } from "./contract.ts";
import { createFacetState, createFileState, type FacetState } from "./state.ts";
import { createTalk } from "./talk.ts";
import { createWork } from "./work.ts";

export interface FacetFold {
  /** The session's next file, oldest first; what its reader is to be given. Strings of its records may come cut. */
  open(file: SessionFile): OpenFile;
  /** That file is over. */
  close(totals: FileTotals): void;
  /** The facets of all that was read: of a prefix of a file, what they were when it was that long. */
  end(): Facets;
}

export type OpenFile = Pick<ActionStream, "read"> & Required<Pick<ReadOptions, "pass">>;

/** Who else sees what the fold sees. */
export interface FacetWatch extends Watch {
  /** A record of the session's own, before it is taken in by the action stream; no header. */
  own(record: RecordReading, payload: JsonObject): void;
}

/** A fold that can be put away and taken up again. */
export interface KeptFacetFold extends FacetFold {
  /** The file that was open when it was put away. */
  reopen(): OpenFile | null;
  /** The turn that is open, if it is known. */
  turn(): string | null;
  /** Calls that nothing has ended, oldest first. */
  pending(): readonly Entry[];
  /** Records may belong to another thread: while they may, all of them have to be read. */
  copying(): boolean;
  /** Brings the state up to date. */
  save(): void;
}

/** Events that the action stream does not look into. */
const NEEDED: ReadonlySet<string> = new Set(["token_count", "agent_message"]);

const NOTHING: ReadonlySet<never> = new Set();

/** Whether facets are told by records of these types. */
export function tellsFacets(outer: string, inner: string): boolean {
  return outer === "token_usage_record" || NEEDED.has(inner) || needsValue(outer, inner, NOTHING);
}

/** `session` and `gaps` are what is known beforehand. Never throws on input. */
export function createFacetFold(options: Pick<SessionStreamOptions, "session" | "gaps">): FacetFold {
  return watchFacets(options, null, createFacetState(options));
}

export function watchFacets(
  options: Pick<SessionStreamOptions, "session" | "gaps">,
  watch: FacetWatch | null,
  state: FacetState,
): KeptFacetFold {
  const work = createWork(state.work);
  const talk = createTalk(state.talk);
  const clock = createClock(state.clock);
  let spending: Spending = createSpending(state.file.spending);
  let ending: EndRecord | null = null;

  const counted: Watch = {
    given(action, facts, base) {
      work.count(action, 1);
      return watch?.given(action, facts, base) ?? 0;
    },
    amended(number, action, before, ...rest) {
      work.count(before, -1);
      work.count(action, 1);
      watch?.amended(number, action, before, ...rest);
    },
  };
  const stream = watchSession(
    { ...options, withCopied: false, include: new Set() },
    (record) => {
      if (record.record === "end") ending = record;
    },
    counted,
    state.session,
  );

  function readRecord(record: RecordReading): void {
    const { file } = state;
    // Whatever else is read, for the sake of others or because it could not be passed over.
    if (tellsFacets(record.outer, record.inner)) clock.step(record);
    if (file.header === null && isHeader(record)) {
      const header = readHeader(headerPayload(record));
      file.header = { thread_id: header.thread_id, continues: header.base !== null };
      file.ownership = ownFrom(header, file.copied);
      return;
    }
    if (file.header !== null) file.ownership = stepOwnership(file.ownership, record);
    const { thread_id = null, continues = false } = file.header ?? {};
    spending.step(record, file.ownership.copying, continues, thread_id);
    const payload = payloadOf(record.value);
    if (foreignThread(file.ownership, payload) !== null) return;
    talk.step(record, payload);
    const settings = object(payload["thread_settings"]);
    const effort = record.outer === "turn_context" ? text(payload["effort"]) : text(settings?.["reasoning_effort"]);
    if (effort !== null) state.efforts.add(effort);
    if (record.inner === "thread_name_updated") state.name = text(payload["thread_name"]);
    if (record.era === "bare" || record.era === "document") state.cwd ??= readEnvironment(record.value)?.cwd ?? null;
    watch?.own(record, payload);
  }

  function reader({ read, pass }: OpenFile): OpenFile {
    return {
      read(reading: Reading) {
        if (reading.kind === "record" || reading.kind === "passed") state.records += 1;
        if (reading.kind === "record") readRecord(reading);
        read(reading);
      },
      pass: (outer, inner) => !tellsFacets(outer, inner) && pass(outer, inner),
    };
  }

  return {
    open(next) {
      state.file = createFileState(next.copied ?? []);
      spending = createSpending(state.file.spending);
      return reader(stream.open(next));
    },
    reopen() {
      const open = stream.reopen();
      return open === null ? null : reader(open);
    },
    close(totals) {
      const { sum } = state;
      stream.close(totals);
      state.sum = { bytes: sum.bytes + totals.bytes, lines: sum.lines + totals.lines };
      const spent = spending.usage();
      if (spent !== null) state.tokens = addUsage(state.tokens, spent);
    },
    turn: stream.turn,
    pending: stream.pending,
    copying: () => state.file.header === null || state.file.ownership.copying,
    save: stream.save,
    end() {
      stream.end();
      return {
        ...talk.told(),
        ...clock.told(),
        models: ending?.models ?? [],
        efforts: [...state.efforts],
        ...work.told(),
        pending: ending?.pending ?? 0,
        tokens: state.tokens,
        cwd: state.cwd,
        name: state.name,
        cli_versions: ending?.cli_versions ?? [],
        eras: ending?.eras ?? [],
        ...state.sum,
        records: state.records,
        damage: ending?.damage ?? {},
        unknown_types: ending?.unknown_types ?? {},
        gaps: ending?.gaps ?? [],
        complete: ending?.complete ?? true,
      };
    },
  };
}
