// The readings of a session's files → its facets, in one pass that looks into few of the records.

import type { ActionStream } from "../action/stream.ts";
import type { EndRecord } from "../action/contract.ts";
import {
  createSessionStream,
  type FileTotals,
  type SessionFile,
  type SessionStreamOptions,
} from "../action/session.ts";
import { foreignThread, NO_OWNER, ownFrom, stepOwnership, type Ownership } from "../lineage/copied.ts";
import { readEnvironment } from "../lineage/environment.ts";
import { object, payloadOf, text } from "../lineage/field.ts";
import { headerPayload, isHeader } from "../lineage/head.ts";
import { readHeader, type Header } from "../lineage/header.ts";
import { createSpending, type Spending } from "../lineage/spent.ts";
import { addUsage, type TokenUsage } from "../lineage/tokens.ts";
import type { ReadOptions } from "../rollout/read.ts";
import type { Reading, RecordReading } from "../rollout/reading.ts";
import { createClock } from "./clock.ts";
import type { Facets } from "./contract.ts";
import { createTalk } from "./talk.ts";
import { createWork } from "./work.ts";

export interface FacetFold {
  /** The session's next file, oldest first; what its reader is to be given. Strings of its records may come cut. */
  open(file: SessionFile): Pick<ActionStream, "read"> & Required<Pick<ReadOptions, "pass">>;
  /** That file is over. */
  close(totals: FileTotals): void;
  /** The facets of all that was read: of a prefix of a file, what they were when it was that long. */
  end(): Facets;
}

/** Events that the action stream does not look into. */
const NEEDED: ReadonlySet<string> = new Set(["token_count", "agent_message"]);

/** `session` and `gaps` are what is known beforehand. Never throws on input. */
export function createFacetFold(options: Pick<SessionStreamOptions, "session" | "gaps">): FacetFold {
  const work = createWork();
  const talk = createTalk();
  const clock = createClock();
  const efforts = new Set<string>();
  let ending: EndRecord | null = null;
  let records = 0;
  let tokens: TokenUsage | null = null;
  let cwd: string | null = null;
  let name: string | null = null;
  let sum = { bytes: 0, lines: 0 };

  // What is known of the file that is open.
  let file: SessionFile | null = null;
  let header: Header | null = null;
  let ownership: Ownership = NO_OWNER;
  let spending: Spending = createSpending();

  const stream = createSessionStream({ ...options, withCopied: false, include: new Set() }, (record) => {
    if (record.record === "end") ending = record;
    else work.step(record);
  });

  function readRecord(record: RecordReading): void {
    clock.step(record);
    if (header === null && isHeader(record)) {
      header = readHeader(headerPayload(record));
      ownership = ownFrom(header, file?.copied);
      return;
    }
    if (header !== null) ownership = stepOwnership(ownership, record);
    const { base = null, thread_id = null } = header ?? {};
    spending.step(record, ownership.copying, base !== null, thread_id);
    const payload = payloadOf(record.value);
    if (foreignThread(ownership, payload) !== null) return;
    talk.step(record, payload);
    const settings = object(payload["thread_settings"]);
    const effort = record.outer === "turn_context" ? text(payload["effort"]) : text(settings?.["reasoning_effort"]);
    if (effort !== null) efforts.add(effort);
    if (record.inner === "thread_name_updated") name = text(payload["thread_name"]);
    if (record.era === "bare" || record.era === "document") cwd ??= readEnvironment(record.value)?.cwd ?? null;
  }

  return {
    open(next) {
      file = next;
      header = null;
      ownership = NO_OWNER;
      spending = createSpending();
      const { read, pass } = stream.open(next);
      return {
        read(reading: Reading) {
          if (reading.kind === "record" || reading.kind === "passed") records += 1;
          if (reading.kind === "record") readRecord(reading);
          read(reading);
        },
        pass: (outer, inner) => outer !== "token_usage_record" && !NEEDED.has(inner) && pass(outer, inner),
      };
    },
    close(totals) {
      stream.close(totals);
      sum = { bytes: sum.bytes + totals.bytes, lines: sum.lines + totals.lines };
      const spent = spending.usage();
      if (spent !== null) tokens = addUsage(tokens, spent);
    },
    end() {
      stream.end();
      return {
        ...talk.told(),
        ...clock.told(),
        models: ending?.models ?? [],
        efforts: [...efforts],
        ...work.told(),
        pending: ending?.pending ?? 0,
        tokens,
        cwd,
        name,
        cli_versions: ending?.cli_versions ?? [],
        eras: ending?.eras ?? [],
        ...sum,
        records,
        damage: ending?.damage ?? {},
        unknown_types: ending?.unknown_types ?? {},
        gaps: ending?.gaps ?? [],
        complete: ending?.complete ?? true,
      };
    },
  };
}
