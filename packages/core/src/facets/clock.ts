// When a session's records were written; a clock may be set back between two of them.

import { timeText } from "../lineage/field.ts";
import type { RecordReading } from "../rollout/reading.ts";
import type { Facets } from "./contract.ts";

export interface Clock {
  step(record: RecordReading): void;
  told(): Pick<Facets, "first_timestamp" | "last_timestamp" | "duration_ms">;
}

/** Plain data. */
export interface ClockState {
  first: string | null;
  last: string | null;
  /** Unix ms; null before the first time told. */
  earliest: number | null;
  latest: number | null;
  /** Records that tell a time. */
  times: number;
}

export function createClockState(): ClockState {
  return { first: null, last: null, earliest: null, latest: null, times: 0 };
}

export function createClock(state: ClockState): Clock {
  return {
    step({ value }) {
      const stamp = timeText(value["timestamp"]);
      if (stamp === null) return;
      state.times += 1;
      state.first ??= stamp;
      state.last = stamp;
      const time = Date.parse(stamp);
      state.earliest = Math.min(state.earliest ?? time, time);
      state.latest = Math.max(state.latest ?? time, time);
    },
    told: () => ({
      first_timestamp: state.first,
      last_timestamp: state.last,
      duration_ms:
        state.times < 2 || state.earliest === null || state.latest === null ? null : state.latest - state.earliest,
    }),
  };
}
