// When a session's records were written; a clock may be set back between two of them.

import { timeText } from "../lineage/field.ts";
import type { RecordReading } from "../rollout/reading.ts";
import type { Facets } from "./contract.ts";

export interface Clock {
  step(record: RecordReading): void;
  told(): Pick<Facets, "first_timestamp" | "last_timestamp" | "duration_ms">;
}

export function createClock(): Clock {
  let first: string | null = null;
  let last: string | null = null;
  let earliest = Number.POSITIVE_INFINITY;
  let latest = Number.NEGATIVE_INFINITY;
  return {
    step({ value }) {
      const stamp = timeText(value["timestamp"]);
      if (stamp === null) return;
      first ??= stamp;
      last = stamp;
      const time = Date.parse(stamp);
      earliest = Math.min(earliest, time);
      latest = Math.max(latest, time);
    },
    told: () => ({
      first_timestamp: first,
      last_timestamp: last,
      duration_ms: first === null ? null : latest - earliest,
    }),
  };
}
