// The face of logs: Codex's own logs as events.

export { LOG_KINDS, LOG_LEVELS, type LogEvent, type LogFacts, type LogKind, type LogLevel } from "./contract.ts";
export { mayBeHead, readHead, LONGEST_HEAD, type LogHead } from "./head.ts";
export { KEPT, type Lines } from "./lines.ts";
export { createRecording } from "./recording.ts";
export { rowEvent, type LogRow } from "./row.ts";
export { createTextLog, type TextLogOptions } from "./text.ts";
