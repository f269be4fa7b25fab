// The actions as a table for people, amendments applied: a line per action under a line about its session.

import { styleText } from "node:util";
import {
  applyAmendments,
  type ActionRecord,
  type ActionStreamRecord,
  type EndRecord,
  type FileChange,
  type SessionRecord,
  type Status,
} from "rollbook-core";
import { printable } from "../printable.ts";
import { type Column, printColumns } from "./columns.ts";
import type { Format, FormatOptions } from "./format.ts";

const COLUMNS: readonly Column[] = [
  { title: "#", right: true },
  { title: "time" },
  { title: "what" },
  { title: "status" },
  { title: "exit", right: true },
  { title: "took", right: true },
  { title: "", rest: true },
];

const COLOURS: Readonly<Record<Status, "green" | "red" | "yellow" | "gray">> = {
  completed: "green",
  failed: "red",
  declined: "yellow",
  interrupted: "yellow",
  timed_out: "red",
  unknown: "gray",
};

type Paint = (style: Parameters<typeof styleText>[0], text: string) => string;

export function table({ columns, colour }: Pick<FormatOptions, "columns" | "colour">): Format {
  const paint: Paint = (style, text) => (colour ? styleText(style, text, { validateStream: false }) : text);
  return {
    open: "",
    between: "\n",
    close: "",
    session() {
      const records: ActionStreamRecord[] = [];
      return {
        record(record) {
          records.push(record);
          return "";
        },
        end() {
          const final = applyAmendments(records);
          const actions = final.filter((record) => record.record === "action");
          const cwd = final.find((record) => record.record === "session")?.cwd ?? null;
          const rows = actions.map((action) => rowOf(action, cwd));
          const styles = actions.map(
            (action) => (cell: string, column: number) =>
              column === 3 ? paint(COLOURS[action.status], cell) : column < 3 ? paint("gray", cell) : cell,
          );
          const heads = final.filter((record) => record.record === "session").map(headOf);
          const ends = final.filter((record) => record.record === "end").map(endOf);
          const body = rows.length === 0 ? "" : printColumns(COLUMNS, rows, columns, styles);
          return [
            ...heads.map((head) => `${paint("bold", printable(head))}\n`),
            body,
            ...ends.map((end) => `${paint("gray", end)}\n`),
          ].join("");
        },
      };
    },
  };
}

function headOf(session: SessionRecord): string {
  const parts = [
    session.session_id ?? "(no session id)",
    session.started_at,
    session.cwd,
    session.cli_version === null ? null : `codex ${session.cli_version}`,
    session.file,
  ];
  return parts.filter((part) => part !== null).join("  ");
}

function endOf(end: EndRecord): string {
  const damaged = Object.values(end.damage).reduce((sum, count) => sum + count, 0);
  const unknown = Object.values(end.unknown_types).reduce((sum, count) => sum + count, 0);
  const parts = [
    counted(end.actions, "action"),
    end.files.length > 1 ? `in ${end.files.length} files` : null,
    end.pending > 0 ? `${end.pending} still open` : null,
    end.copied_left_out > 0 ? `${end.copied_left_out} copied left out` : null,
    damaged > 0 ? `${damaged} damaged` : null,
    unknown > 0 ? `${unknown} of unknown type` : null,
    end.complete ? null : end.gaps.length > 0 ? "not all is there" : "not all could be read",
  ];
  return parts.filter((part) => part !== null).join(", ");
}

function rowOf(action: ActionRecord, cwd: string | null): string[] {
  return [
    String(action.seq),
    action.timestamp?.slice(11, 19) ?? "",
    action.marker === null
      ? WHAT[action.action_type]
      : `${WHAT[action.action_type]} ${action.marker.replaceAll("_", " ")}`,
    action.status,
    action.exit_code === null ? "" : String(action.exit_code),
    action.duration_ms === null ? "" : duration(action.duration_ms),
    printable(subject(action, cwd)),
  ];
}

const WHAT: Readonly<Record<ActionRecord["action_type"], string>> = {
  command_execution: "command",
  file_change: "change",
  tool_call: "tool",
  turn_marker: "turn",
  session_marker: "session",
};

const SIGNS: Readonly<Record<FileChange["kind"], string>> = { add: "A", delete: "D", update: "M" };

function subject(action: ActionRecord, cwd: string | null): string {
  if (action.command !== null) return action.command;
  if (action.changes !== null && action.changes.length > 0) {
    return action.changes.map((change) => changeOf(change, cwd)).join("  ");
  }
  return action.tool_name ?? action.child_session_id ?? "";
}

/** `M a.txt`, `M old.txt → new.txt`: paths as the session's own directory would name them. */
function changeOf({ kind, path, moved_to }: FileChange, cwd: string | null): string {
  const short = (long: string): string =>
    cwd !== null && long.startsWith(`${cwd}/`) ? long.slice(cwd.length + 1) : long;
  return `${SIGNS[kind]} ${short(path)}${moved_to === null ? "" : ` → ${short(moved_to)}`}`;
}

function duration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(1)} s`;
  return `${Math.floor(milliseconds / 60_000)} min ${Math.round((milliseconds % 60_000) / 1000)} s`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
