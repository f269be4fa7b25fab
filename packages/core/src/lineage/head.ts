// The head of a file, read as far as its header: what relates it to other files.

import type { JsonObject } from "../bytes/json.ts";
import type { Place } from "../bytes/place.ts";
import type { Era } from "../rollout/era.ts";
import { createReader } from "../rollout/read.ts";
import type { RecordReading } from "../rollout/reading.ts";
import { object, payloadOf } from "./field.ts";
import { NO_HEADER, readHeader, type Header } from "./header.ts";
import { markOf } from "./print.ts";

export interface Head {
  /** `NO_HEADER` where none was found. */
  readonly header: Header;
  readonly era: Era | null;
  /** Where the header's record stands. */
  readonly at: Place | null;
  /** See `Stem.mark`. */
  readonly mark: string | null;
}

export interface HeadReader {
  /** Takes the next bytes; true when no more are needed. */
  push(chunk: Uint8Array): boolean;
  /** The bytes are over, or no more were needed. */
  end(): Head;
}

/** A header that does not come within so many bytes is not looked for: only records would stand before it. */
const MOST = 8 << 20;

/** A mark comes with the first answer of the model. */
const FAR = 64 << 10;

/** Reads up to the first header; in the two oldest eras also to the first mark. Total, as readers are. */
export function createHeadReader(): HeadReader {
  let header: Header | null = null;
  let at: Place | null = null;
  let era: Era | null = null;
  let mark: string | null = null;
  let bytes = 0;
  let since = 0;
  const reader = createReader({ long: "cut", pass: () => true }, (reading) => {
    if (reading.kind !== "record") return;
    if (header !== null) {
      if (isOldest(era) && reading.outer === "response_item") mark ??= markOf(reading.value);
    } else if (isHeader(reading)) {
      header = readHeader(headerPayload(reading));
      at = reading.at;
      era = reading.era;
    }
  });
  return {
    push(chunk) {
      bytes += chunk.length;
      if (header !== null) since += chunk.length;
      reader.push(chunk);
      return bytes >= MOST || (header !== null && (!isOldest(era) || mark !== null || since > FAR));
    },
    end() {
      if (header === null) reader.end();
      return { header: header ?? NO_HEADER, era, at, mark };
    },
  };
}

function isOldest(era: Era | null): boolean {
  return era === "document" || era === "bare";
}

export function isHeader({ outer }: RecordReading): boolean {
  return outer === "session_meta" || outer === "header";
}

/** The header's fields, where the record's era has them. */
export function headerPayload(record: RecordReading): JsonObject {
  const payload = payloadOf(record.value);
  return object(payload["session"]) ?? payload;
}
