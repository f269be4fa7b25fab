// What a session did, counted from its action stream as each action stands in the end.

import type { ActionRecord, Status } from "../action/contract.ts";
import type { Facets } from "./contract.ts";

export interface Work {
  /** An action was given; with `by` -1 it is taken back, for it stands otherwise now. */
  count(action: ActionRecord, by: 1 | -1): void;
  told(): Pick<Facets, "commands" | "commands_failed" | "files_changed" | "tool_calls" | "errors" | "compactions">;
}

/** Plain data. */
export interface WorkState {
  commands: number;
  commands_failed: number;
  tool_calls: number;
  errors: number;
  compactions: number;
  /** By path, how many actions changed it. */
  readonly changed: Map<string, number>;
}

export function createWorkState(): WorkState {
  return { commands: 0, commands_failed: 0, tool_calls: 0, errors: 0, compactions: 0, changed: new Map() };
}

export function createWork(state: WorkState): Work {
  return {
    count({ action_type, marker, status, changed_paths }, by) {
      const failed = isFailure(status);
      if (action_type === "command_execution") {
        state.commands += by;
        if (failed) state.commands_failed += by;
      }
      if (action_type === "tool_call") state.tool_calls += by;
      if (failed) state.errors += by;
      if (marker === "compacted") state.compactions += by;
      if (failed || status === "declined") return;
      for (const path of changed_paths ?? []) state.changed.set(path, (state.changed.get(path) ?? 0) + by);
    },
    told: () => ({
      commands: state.commands,
      commands_failed: state.commands_failed,
      files_changed: [...state.changed].filter(([, times]) => times > 0).map(([path]) => path),
      tool_calls: state.tool_calls,
      errors: state.errors,
      compactions: state.compactions,
    }),
  };
}

function isFailure(status: Status): boolean {
  return status === "failed" || status === "timed_out";
}
