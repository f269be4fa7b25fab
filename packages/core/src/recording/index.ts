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
