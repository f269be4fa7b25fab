// The readings of a session's files → what was done in it, and how rate limits stood meanwhile.

import type { FileTotals, SessionFile, SessionStreamOptions } from "../action/session.ts";
import type { ActionRecord } from "../action/contract.ts";
import { payloadOf, timeText } from "../lineage/field.ts";
import { modelsOf } from "../lineage/header.ts";
import { watchFacets, type OpenFile } from "../facets/fold.ts";
import { createFacetState } from "../facets/state.ts";
import { countDeed, type DeedCell, type DeedCells, type DeedKey } from "./deed.ts";
import { addLimits, readLimits, type LimitSample, type LimitSamples } from "./limit.ts";

export interface WorkFoldOptions extends Pick<SessionStreamOptions, "session" | "gaps"> {
  /** The day of an RFC 3339 time in UTC; by default its own. */
  readonly dayOf?: (time: string) => string;
}

export interface WorkFold {
  /** The session's next file, oldest first; what its reader is to be given. Strings of its records may come cut. */
  open(file: SessionFile): OpenFile;
  /** That file is over. */
  close(totals: FileTotals): void;
  end(): SessionWork;
}

/** What the session did itself: nothing that was copied or inherited from another one. Plain data. */
export interface SessionWork {
  /** The actions of its action stream, and turns as they ended. */
  readonly deeds: readonly DeedCell[];
  readonly limits: readonly LimitSample[];
}

type When = Pick<DeedKey, "day" | "model">;

/** Total, as readers are. */
export function createWorkFold(options: WorkFoldOptions): WorkFold {
  const { dayOf = (time) => time.slice(0, 10), session } = options;
  const deeds: DeedCells = new Map();
  const limits: LimitSamples = new Map();
  /** An action is counted where it was given, also when more is known of it later. */
  const whens: When[] = [];
  let model: string | null = null;

  function whenOf({ timestamp }: ActionRecord): number {
    const time = timestamp ?? session.header.started_at;
    const day = time === null ? null : dayOf(time);
    const last = whens.at(-1);
    if (last?.day !== day || last.model !== model) whens.push({ day, model });
    return whens.length - 1;
  }

  const fold = watchFacets(
    options,
    {
      own(record, payload) {
        if (record.outer === "turn_context" || record.inner === "thread_settings_applied") {
          model = modelsOf(payloadOf(record.value))[0] ?? model;
        } else if (record.inner === "token_count") {
          const time = timeText(record.value["timestamp"]);
          const sample = time === null ? null : readLimits(payload, time);
          if (sample !== null) addLimits(limits, sample);
        }
      },
      given(action) {
        const when = whenOf(action);
        countDeed(deeds, whens[when] ?? NEVER, action, 1);
        return when;
      },
      amended(when, action, before) {
        countDeed(deeds, whens[when] ?? NEVER, before, -1);
        countDeed(deeds, whens[when] ?? NEVER, action, 1);
      },
    },
    createFacetState(options),
  );

  return {
    open: fold.open,
    close: fold.close,
    end() {
      fold.end();
      return { deeds: [...deeds.values()].filter(({ count }) => count > 0), limits: [...limits.values()] };
    },
  };
}

const NEVER: When = { day: null, model: null };
