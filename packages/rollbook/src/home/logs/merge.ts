// Events of several logs in one order of time.

import type { LogEvent } from "rollbook-core/logs";
import type { LogBatch, LogQuery, LogSource, TellFault } from "./contract.ts";
import { readLog, type Order } from "./read.ts";

export interface Found {
  readonly event: LogEvent;
  readonly source: LogSource;
}

interface Reading {
  readonly source: LogSource;
  readonly batches: AsyncGenerator<LogBatch, void, undefined>;
  events: readonly LogEvent[];
  next: number;
  /** Of the event that is next; one without a time stands with the one before it. */
  time: number;
}

export interface MergeOptions {
  readonly sources: readonly LogSource[];
  readonly query: LogQuery;
  readonly order: Order;
  readonly tell: TellFault;
  readonly read: (bytes: number) => void;
}

/** Each log keeps its own order, whatever its clock did; of events of the same time those of an earlier log are older. */
export async function* mergeLogs({ sources, query, order, tell, read }: MergeOptions): AsyncGenerator<Found, void> {
  const oldest = order.from === "oldest";
  const readings: Reading[] = sources.map((source) => ({
    source,
    batches: readLog(source, query, order, tell),
    events: [],
    next: 0,
    time: oldest ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY,
  }));
  /** Reads on until there is an event; false when there is none any more. */
  const refill = async (reading: Reading): Promise<boolean> => {
    while (reading.next >= reading.events.length) {
      const step = await reading.batches.next();
      if (step.done === true) return false;
      read(step.value.bytes);
      reading.events = step.value.events;
      reading.next = 0;
    }
    return true;
  };
  const look = (reading: Reading): void => {
    reading.time = reading.events[reading.next]?.time_ms ?? reading.time;
  };
  try {
    let live: Reading[] = [];
    for (const reading of oldest ? readings : readings.toReversed()) if (await refill(reading)) live.push(reading);
    live.forEach(look);
    while (live.length > 0) {
      const chosen = live.reduce((best, other) =>
        (oldest ? other.time < best.time : other.time > best.time) ? other : best,
      );
      const event = chosen.events[chosen.next];
      if (event !== undefined) yield { event, source: chosen.source };
      chosen.next += 1;
      if (chosen.next < chosen.events.length || (await refill(chosen))) look(chosen);
      else live = live.filter((reading) => reading !== chosen);
    }
  } finally {
    for (const { batches } of readings) await batches.return();
  }
}
