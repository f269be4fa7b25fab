// The actions as comma-separated values after RFC 4180, amendments applied: one header, CRLF, quotes where needed.

import { applyAmendments, type ActionRecord, type ActionStreamRecord } from "rollbook-core";
import { csvLine } from "./csvline.ts";
import type { Format, FormatOptions } from "./format.ts";

/** The columns, in an order that only grows at its end. Nested values are cells of JSON; null is an empty cell. */
export const CSV_COLUMNS = [
  "session_id",
  "turn_id",
  "timestamp",
  "action_type",
  "tool_name",
  "command",
  "changed_paths",
  "status",
  "schema_version",
  "seq",
  "action_id",
  "started_at",
  "completed_at",
  "duration_ms",
  "marker",
  "argv",
  "cwd",
  "exit_code",
  "changes",
  "child_session_id",
  "parent_action_id",
  "effect",
  "durability",
  "inferred",
  "evidence",
] as const satisfies readonly (keyof ActionRecord)[];

const OPTIONAL_COLUMNS = ["output", "patch"] as const satisfies readonly (keyof ActionRecord)[];

export function csv({ include }: Pick<FormatOptions, "include">): Format {
  const columns: readonly (keyof ActionRecord)[] = [
    ...CSV_COLUMNS,
    ...OPTIONAL_COLUMNS.filter((column) => include.has(column)),
  ];
  const row = (action: ActionRecord): string => csvLine(columns.map((column) => cell(action[column])));
  return {
    open: csvLine(columns),
    between: "",
    close: "",
    session() {
      const records: ActionStreamRecord[] = [];
      return {
        record(record) {
          if (record.record === "action" || record.record === "amendment") records.push(record);
          return "";
        },
        end: () =>
          applyAmendments(records)
            .map((record) => (record.record === "action" ? row(record) : ""))
            .join(""),
      };
    },
  };
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}
