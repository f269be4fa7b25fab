// Deeds: what was done on one day with one model by one tool, to be added up in any grouping.

import type { ActionRecord, ActionType, Status } from "../action/contract.ts";
import { leadingProgram } from "../shell/index.ts";
import { addDuration, noDurations, type Durations } from "./durations.ts";

export interface DeedKey {
  /** `YYYY-MM-DD`; null where nothing tells the time. */
  readonly day: string | null;
  readonly model: string | null;
  /** A turn counts when its end is told. */
  readonly type: ActionType;
  readonly tool: string | null;
  /** Of a command: the program that its script is about. */
  readonly program: string | null;
}

/** Plain data. */
export interface DeedCell extends DeedKey {
  /** How many there were, however they ended. */
  count: number;
  failed: number;
  timed_out: number;
  declined: number;
  interrupted: number;
  /** Of those of which it is told. */
  readonly durations: Durations;
}

export type DeedCells = Map<string, DeedCell>;

/** Names come from the file, and a file of nothing but new names must not fill memory. */
const MOST = 10_000;

const COUNTED: Readonly<Partial<Record<Status, "failed" | "timed_out" | "declined" | "interrupted">>> = {
  failed: "failed",
  timed_out: "timed_out",
  declined: "declined",
  interrupted: "interrupted",
};

/** An action was given; with `by` -1 it is taken back, for it stands otherwise now. */
export function countDeed(
  cells: DeedCells,
  when: Pick<DeedKey, "day" | "model">,
  action: ActionRecord,
  by: 1 | -1,
): void {
  const { action_type, marker, status, duration_ms } = action;
  if (action_type === "turn_marker" && marker === "started") return;
  // Of markers of the session only what failed is of interest.
  if (action_type === "session_marker" && status !== "failed" && status !== "timed_out") return;
  const cell = cellOf(cells, { ...when, type: action_type, tool: action.tool_name, program: programOf(action) });
  cell.count += by;
  const ended = COUNTED[status];
  if (ended !== undefined) cell[ended] += by;
  if (duration_ms !== null) addDuration(cell.durations, duration_ms, by);
}

function programOf({ action_type, command }: ActionRecord): string | null {
  return action_type === "command_execution" && command !== null ? leadingProgram(command) : null;
}

function cellOf(cells: DeedCells, key: DeedKey): DeedCell {
  const name = JSON.stringify([key.day, key.model, key.type, key.tool, key.program]);
  const full = cells.size >= MOST && !cells.has(name);
  const place = full ? key.type : name;
  const known = cells.get(place);
  if (known !== undefined) return known;
  const { type } = key;
  const names = full ? { day: null, model: null, type, tool: null, program: null } : key;
  const cell = { ...names, count: 0, failed: 0, timed_out: 0, declined: 0, interrupted: 0, durations: noDurations() };
  cells.set(place, cell);
  return cell;
}
