// The digest: one pass over the readings of a session's files that gives what an index keeps of it.

import type { ActionRecord, Evidence } from "../action/contract.ts";
import type { FileTotals, SessionFile, SessionStreamOptions } from "../action/session.ts";
import type { Facts } from "../action/facts.ts";
import { freeze, thaw } from "../bytes/freeze.ts";
import type { JsonObject } from "../bytes/json.ts";
import { tellsFacets, watchFacets, type OpenFile } from "../facets/fold.ts";
import { timeText } from "../lineage/field.ts";
import { remember } from "../rollout/memory.ts";
import type { ReadOptions } from "../rollout/read.ts";
import type { Reading, RecordReading } from "../rollout/reading.ts";
import { createCells } from "../usage/cell.ts";
import { passFrom, tellsUsage, type UsagePass } from "../usage/pass.ts";
import { withoutBlobs } from "./blob.ts";
import type { DigestEnd, Passage, PassagePlace } from "./contract.ts";
import { kindOf, openAction, tellDeed } from "./deeds.ts";
import { readLimits, slotOf } from "./limits.ts";
import { maySay, sayingOf } from "./saying.ts";
import { createDigestState, openState, type DigestState, type OpenState } from "./state.ts";
import { countTool, toolUses } from "./tools.ts";

export interface DigestOptions extends Pick<SessionStreamOptions, "session" | "gaps"> {
  /** The number of input tokens above which a response of this model has another price; null where there is none. */
  readonly longAbove?: (model: string) => number | null;
}

export interface Digest {
  /**
   * The session's next file, oldest first; what its reader is to be given, with `long: "whole"`, and a `longest` that
   * bounds memory. Of files that were inherited from another session nothing is taken.
   */
  open(file: SessionFile): OpenFile;
  /**
   * Of a digest that was resumed: the file that was open when it was saved, to be gone on with; null if none was. Its
   * reader is given the rest of the file's lines, and `after`.
   */
  reopen(): (OpenFile & Required<Pick<ReadOptions, "after">>) | null;
  /** That file is over. `totals` are of the whole file. */
  close(totals: FileTotals): void;
  /**
   * All it knows, as JSON for `resumeDigest`: what is read by the one that goes on is the same as if it had never
   * stopped. May be asked for between any two readings; what comes of it is bounded, whatever the session's length.
   */
  save(): string;
  /**
   * All files are closed. What is known of the session; nothing more is to be read. Gives a passage for each call that
   * nothing has ended, as `unknown`: a digest that goes on from what was saved before does not know of these.
   */
  end(): DigestEnd;
}

/** Gives each passage as soon as it is settled. Never throws on input. */
export function createDigest(options: DigestOptions, give: (passage: Passage) => void): Digest {
  return digestFrom(createDigestState(options), options, give);
}

/** Goes on from what `save` gave, with the same options. Of what was given before, only what is amended is given again. */
export function resumeDigest(saved: string, options: DigestOptions, give: (passage: Passage) => void): Digest {
  return digestFrom(thaw(saved) as DigestState, options, give);
}

/** Types come from the file. */
const MOST_HELD = 64;

const NOTHING_OF_IT: OpenFile = { read() {}, pass: () => true };

function digestFrom(state: DigestState, options: DigestOptions, give: (passage: Passage) => void): Digest {
  let usage: UsagePass | null = null;

  const fold = watchFacets(
    options,
    {
      own,
      given(action, facts, base) {
        countTool(state.tools, action, 1);
        return giveDeed(state.passages, action, facts, action.evidence, base, false);
      },
      amended(n, action, before, facts, evidence, base) {
        countTool(state.tools, before, -1);
        countTool(state.tools, action, 1);
        giveDeed(n, action, facts, evidence, base, true);
      },
    },
    state.facets,
  );

  function giveDeed(
    n: number,
    action: ActionRecord,
    facts: Facts,
    evidence: readonly Evidence[],
    base: Evidence | null,
    again: boolean,
  ): number {
    const kind = kindOf(action);
    if (kind === null) return -1;
    if (n === state.passages) state.passages += 1;
    const { texts, spread, cut } = tellDeed(action, facts, evidence);
    const around = kind === "change" && facts.changes === null && base !== null ? [base] : [];
    give({
      n,
      kind,
      turn_id: action.turn_id,
      time_ms: timeOf(action.timestamp),
      status: action.status,
      exit_code: action.exit_code,
      tool: action.tool_name,
      texts: spread || again ? null : texts,
      cut,
      places: [...around, ...evidence].map(placeOf),
    });
    return n;
  }

  function own(record: RecordReading, payload: JsonObject): void {
    readLimits(state.limits, record, payload);
    const saying = sayingOf(record, payload);
    if (saying === null) return;
    const { kind, said, path, cut } = saying;
    const n = state.passages;
    state.passages += 1;
    give({
      n,
      kind,
      turn_id: saying.turn_id ?? fold.turn(),
      time_ms: timeOf(timeText(record.value["timestamp"])),
      status: null,
      exit_code: null,
      tool: null,
      texts: { said: withoutBlobs(said), command: "", output: "", path },
      cut,
      places: [
        { part: state.parts.length - 1, line: record.at.number, offset: record.at.offset, length: record.at.length },
      ],
    });
  }

  function placeOf({ file, line, offset, length }: Evidence): PassagePlace {
    return { part: state.parts.lastIndexOf(file), line, offset, length };
  }

  function spendingOf(open: OpenState): UsagePass {
    const { named, copied } = open;
    const { longAbove } = options;
    return passFrom(
      { named, copied, dayOf: slotOf, careful: true, ...(longAbove === undefined ? {} : { longAbove }) },
      open.usage,
    );
  }

  function reader(open: OpenState, { read }: OpenFile): OpenFile {
    const spent = spendingOf(open);
    usage = spent;
    return {
      read(next: Reading) {
        remember(open.memory, next);
        read(next);
        spent.read(next);
      },
      pass(outer, inner) {
        if (tellsFacets(outer, inner) || tellsUsage(outer, inner) || maySay(outer, inner)) return false;
        const types = `${outer}/${inner}`;
        if (open.held.includes(types)) return false;
        if (!fold.copying()) return true;
        if (open.held.length < MOST_HELD) open.held.push(types);
        return false;
      },
    };
  }

  return {
    open({ file, named = null, rollout = null, copied = [], inherited_from }) {
      state.parts.push(file);
      state.open = null;
      if (inherited_from !== null) return NOTHING_OF_IT;
      state.open = openState(named, copied);
      return reader(state.open, fold.open({ file, named, rollout, copied, inherited_from }));
    },
    reopen() {
      const file = state.open === null ? null : fold.reopen();
      if (state.open === null || file === null) return null;
      return { ...reader(state.open, file), after: { ...state.open.memory } };
    },
    close(totals) {
      if (state.open === null) return;
      fold.close(totals);
      const sum = createCells(state.cells);
      for (const cell of (usage ?? spendingOf(state.open)).end().cells) sum.add(cell, cell);
      usage = null;
      state.open = null;
    },
    save() {
      fold.save();
      return freeze(state);
    },
    end() {
      for (const entry of fold.pending()) {
        if (entry.foreign !== null) continue;
        giveDeed(state.passages, openAction(entry), entry.facts, entry.evidence, entry.base, false);
      }
      return {
        facets: fold.end(),
        cells: createCells(state.cells).list(),
        tools: toolUses(state.tools),
        limits: [...state.limits.values()],
      };
    },
  };
}

function timeOf(timestamp: string | null): number | null {
  return timestamp === null ? null : Date.parse(timestamp);
}
