// The header of a file: whether it is there, first, complete, and agrees with the file's name.

import type { Place } from "../bytes/place.ts";
import type { RecordReading } from "../rollout/reading.ts";
import { payloadOf, text } from "../lineage/field.ts";
import { headerPayload, isHeader } from "../lineage/head.ts";
import { readHeader, type Header } from "../lineage/header.ts";
import { remark, type Remark } from "./finding.ts";

const MODES: ReadonlySet<string> = new Set(["legacy", "paginated"]);

export interface Heading {
  /** Steps over one record; answers the header when this record is the one that counts. */
  step(record: RecordReading): Header | null;
  end(): void;
  header(): Header | null;
  versions(): readonly string[];
}

/** Versions named by more headers than this are not listed. */
const MOST_VERSIONS = 100;

export function createHeading(named: string | null, tell: (found: Remark) => void): Heading {
  let header: Header | null = null;
  let before = 0;
  let further = 0;
  let second: Place | null = null;
  const versions = new Set<string>();

  function first(record: RecordReading): Header {
    const payload = headerPayload(record);
    const found = readHeader(payload);
    if (before > 0) {
      const records = before === 1 ? "one record stands" : `${before} records stand`;
      tell(remark("header-not-first", record.at, `${records} before the header`));
    }
    if (record.outer === "session_meta") {
      const lacking = REQUIRED.filter((key) => text(payload[key]) === null);
      if (lacking.length > 0) {
        const message = `the header has no ${lacking.join(" and no ")}`;
        tell(remark("header-incomplete", record.at, message, { path: `payload.${lacking[0] ?? ""}` }));
      }
      const mode = payload["history_mode"];
      if (mode !== undefined && mode !== null && !(typeof mode === "string" && MODES.has(mode))) {
        tell(
          remark("unknown-history-mode", record.at, "the header's history_mode is neither legacy nor paginated", {
            path: "payload.history_mode",
          }),
        );
      }
    }
    if (named !== null && found.thread_id !== null && named.toLowerCase() !== found.thread_id.toLowerCase()) {
      const message = `the file is named for thread ${named}, its header says ${printable(found.thread_id)}`;
      tell(remark("id-name-mismatch", record.at, message, { path: "payload.id", expected: named }));
    }
    return found;
  }

  return {
    step(record) {
      if (!isHeader(record)) {
        if (header === null) before += 1;
        return null;
      }
      const version = text(payloadOf(record.value)["cli_version"]);
      if (version !== null && versions.size < MOST_VERSIONS) versions.add(version);
      if (header !== null) {
        further += 1;
        second ??= record.at;
        return null;
      }
      header = first(record);
      return header;
    },
    end() {
      if (second !== null) {
        const message = `${further === 1 ? "another header follows" : `${further} more headers follow`} the first, here`;
        tell(remark("several-headers", second, message, { count: further }));
      }
      if (header !== null || before === 0) return;
      const message = "no record says which thread this is";
      tell(
        remark(
          "header-missing",
          { offset: 0, length: 0, number: 1 },
          named === null ? message : `${message}; its name says ${named}`,
        ),
      );
    },
    header: () => header,
    versions: () => [...versions],
  };
}

/** Without these Codex 0.169 refuses a file. */
const REQUIRED = ["originator", "cli_version"] as const;

/** Paths inside a header that are judged here. */
export const HEADER_PATHS: ReadonlySet<string> = new Set([...REQUIRED, "history_mode"].map((key) => `payload.${key}`));

function printable(id: string): string {
  return /^[\w-]{1,64}$/.test(id) ? id : "another";
}
