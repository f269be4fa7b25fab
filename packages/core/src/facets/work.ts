// What a session did, counted from its action stream as each action stands in the end.

import type { ActionStreamRecord, ActionType, Marker, Status } from "../action/contract.ts";
import type { Facets } from "./contract.ts";

export interface Work {
  step(record: ActionStreamRecord): void;
  told(): Pick<Facets, "commands" | "commands_failed" | "files_changed" | "tool_calls" | "errors" | "compactions">;
}

interface Done {
  readonly type: ActionType;
  readonly marker: Marker | null;
  readonly status: Status;
  readonly paths: readonly string[];
}

export function createWork(): Work {
  // An amendment may change how an action ended, at any time after it.
  const done = new Map<string, Done>();
  return {
    step(record) {
      if (record.record === "action") {
        const { action_id, action_type: type, marker, status, changed_paths } = record;
        done.set(action_id, { type, marker, status, paths: changed_paths ?? [] });
      } else if (record.record === "amendment") {
        const before = done.get(record.action_id);
        if (before === undefined) return;
        const { status = before.status, changed_paths } = record.changed;
        done.set(record.action_id, { ...before, status, paths: changed_paths ?? before.paths });
      }
    },
    told() {
      const all = [...done.values()];
      const count = (fits: (each: Done) => boolean): number => all.filter(fits).length;
      const made = all.filter(({ status }) => !isFailure(status) && status !== "declined");
      return {
        commands: count(({ type }) => type === "command_execution"),
        commands_failed: count(({ type, status }) => type === "command_execution" && isFailure(status)),
        files_changed: [...new Set(made.flatMap(({ paths }) => paths))],
        tool_calls: count(({ type }) => type === "tool_call"),
        errors: count(({ status }) => isFailure(status)),
        compactions: count(({ marker }) => marker === "compacted"),
      };
    },
  };
}

function isFailure(status: Status): boolean {
  return status === "failed" || status === "timed_out";
}
