// The head of a file, read as far as its header: what relates it to other files.

import type { JsonObject } from "../bytes/json.ts";
import type { Place } from "../bytes/place.ts";
import { createReader } from "../rollout/read.ts";
import type { RecordReading } from "../rollout/reading.ts";
import { object, payloadOf } from "./field.ts";
import { NO_HEADER, readHeader, type Header } from "./header.ts";
import { createPrinting } from "./print.ts";

export interface Head {
  /** `NO_HEADER` where none was found. */
  readonly header: Header;
  /** Where the header's record stands. */
  readonly at: Place | null;
  /** See `Stem.prints`. */
  readonly prints: readonly string[] | null;
}

export interface HeadReader {
  /** Takes the next bytes; true when no more are needed. */
  push(chunk: Uint8Array): boolean;
  /** The bytes are over, or no more were needed. */
  end(): Head;
}

/** A header that does not come within so many bytes is not looked for: only records would stand before it. */
const MOST = 8 << 20;

/** Reads up to the first header; a document to its end, for its items tell what it goes on from. Total, as readers are. */
export function createHeadReader(): HeadReader {
  const printing = createPrinting();
  let header: Header | null = null;
  let at: Place | null = null;
  let document = false;
  let bytes = 0;
  const reader = createReader({ long: "cut", pass: () => true }, (reading) => {
    if (reading.kind !== "record") return;
    if (header !== null) {
      if (document && reading.outer === "response_item") printing.add(reading.value);
    } else if (isHeader(reading)) {
      header = readHeader(headerPayload(reading));
      at = reading.at;
      document = reading.era === "document";
    }
  });
  return {
    push(chunk) {
      bytes += chunk.length;
      reader.push(chunk);
      return (header !== null && !document) || bytes >= MOST;
    },
    end() {
      if (header === null || document) reader.end();
      return { header: header ?? NO_HEADER, at, prints: document && bytes < MOST ? printing.prints() : null };
    },
  };
}

export function isHeader({ outer }: RecordReading): boolean {
  return outer === "session_meta" || outer === "header";
}

/** The header's fields, where the record's era has them. */
export function headerPayload(record: RecordReading): JsonObject {
  const payload = payloadOf(record.value);
  return object(payload["session"]) ?? payload;
}
