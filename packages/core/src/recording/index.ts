// The face of recording: what a recorded session's directory holds, record by record.

export {
  Body,
  Exchange,
  EXCHANGE_VERSION,
  FrameRecord,
  RequestRecord,
  ResponseRecord,
  SocketClosedRecord,
  SocketOpenedRecord,
} from "./exchange.ts";
export {
  Manifest,
  MANIFEST_VERSION,
  ManifestCapture,
  ManifestFile,
  ManifestGap,
  ManifestRollout,
  ManifestRun,
} from "./manifest.ts";
export {
  ApprovalDecided,
  ApprovalRequested,
  Cancelled,
  Interrupted,
  META_VERSION,
  MetaRecord,
  MetaSource,
  ModeChanged,
  RunEnded,
  RunStarted,
  SettingsChanged,
  TAPS,
  type Tap,
  ThreadSeen,
  TurnEnded,
  TurnStarted,
  Warned,
} from "./meta.ts";
