// The head of a file, read as far as its header: what relates it to other files.

import type { Place } from "../bytes/place.ts";
import { createReader } from "../rollout/read.ts";
import { WHOLE_FILE } from "./finding.ts";
import { readBase } from "./heading.ts";
import type { Base } from "./lineage.ts";

export interface Head {
  /** Where the header's record stands. */
  readonly at: Place;
  readonly base: Base | null;
}

export interface HeadReader {
  /** Takes the next bytes; true when no more are needed. */
  push(chunk: Uint8Array): boolean;
  end(): Head;
}

/** A header that does not come within so many bytes is not looked for: only records would stand before it. */
const MOST = 8 << 20;

export function createHeadReader(): HeadReader {
  let head: Head | null = null;
  let bytes = 0;
  const reader = createReader({ long: "cut" }, (reading) => {
    if (head !== null || reading.kind !== "record") return;
    if (reading.outer === "session_meta" || reading.outer === "header")
      head = { at: reading.at, base: readBase(reading) };
  });
  return {
    push(chunk) {
      bytes += chunk.length;
      reader.push(chunk);
      return head !== null || bytes >= MOST;
    },
    end() {
      if (head === null) reader.end();
      return head ?? { at: WHOLE_FILE, base: null };
    },
  };
}
