// Whether an event is asked for.

import { LOG_LEVELS, type LogEvent, type LogLevel } from "rollbook-core/logs";
import type { LogQuery } from "./contract.ts";

/** By level and time alone, which a line tells before it is read. */
export function wantsHead(query: LogQuery): (level: LogLevel, time_ms: number) => boolean {
  const most = query.least === null ? LOG_LEVELS.length : LOG_LEVELS.indexOf(query.least);
  return (level, time_ms) => time_ms >= query.since && time_ms <= query.until && LOG_LEVELS.indexOf(level) <= most;
}

/** What has no level is of every level; what has no time is of no day that is asked for. */
export function wantsEvent(query: LogQuery): (event: LogEvent) => boolean {
  const wants = wantsHead(query);
  const always = query.since === Number.NEGATIVE_INFINITY && query.until === Number.POSITIVE_INFINITY;
  return (event) => {
    const { level, time_ms } = event;
    if (time_ms === null && !always) return false;
    return wants(level ?? "error", time_ms ?? 0) && query.fits(event);
  };
}
