// The face of logs: Codex's own logs of a home, as events in the order of time.

export {
  LOG_SOURCES,
  recordEvent,
  type LogQuery,
  type LogRecord,
  type LogSource,
  type LogSourceKind,
} from "./contract.ts";
export { findLogs, sourceOf, type FoundLogs } from "./find.ts";
export { mergeLogs, type Found } from "./merge.ts";
