// Counts what only the whole file tells: the content of the `end` record.

import { own, put } from "../bytes/own.ts";
import type { Era } from "../rollout/era.ts";
import { isKnownType, KNOWN_TURN_ITEMS } from "../rollout/known.ts";
import type { Reading } from "../rollout/reading.ts";
import { SCHEMA_VERSION, type ActionRecord, type Amended, type EndRecord } from "./contract.ts";

/** Plain data. */
export interface TallyState {
  readonly eras: Set<Era>;
  readonly versions: Set<string>;
  readonly models: Set<string>;
  readonly by_type: Record<string, number>;
  readonly by_status: Record<string, number>;
  readonly damage: Record<string, number>;
  readonly unknown_types: Record<string, number>;
  readonly untold: Record<string, number>;
  actions: number;
  amendments: number;
  lost: boolean;
}

export function createTallyState(): TallyState {
  return {
    eras: new Set(),
    versions: new Set(),
    models: new Set(),
    by_type: {},
    by_status: {},
    damage: {},
    unknown_types: {},
    untold: {},
    actions: 0,
    amendments: 0,
    lost: false,
  };
}

export interface Tally {
  readonly state: TallyState;
  meet(reading: Reading): void;
  /** Notes a turn item's type, which no envelope shows. */
  meetItem(type: string | null): void;
  count(record: ActionRecord): void;
  /** An amendment was made; `by_status` counts what an action ended as. */
  amend(before: ActionRecord, changed: Amended): void;
  version(name: string | null): void;
  model(name: string): void;
  end(
    rest: Pick<
      EndRecord,
      "session_id" | "file" | "bytes" | "lines" | "pending" | "unmatched_outputs" | "copied_left_out" | "files" | "gaps"
    >,
  ): EndRecord;
}

/** Fields that an action of a type should tell, and is counted in `untold` for when it does not. */
const EXPECTED: Readonly<Record<ActionRecord["action_type"], readonly (keyof ActionRecord)[]>> = {
  command_execution: ["command", "exit_code", "cwd", "timestamp", "turn_id"],
  file_change: ["changed_paths", "timestamp", "turn_id"],
  tool_call: ["tool_name", "timestamp", "turn_id"],
  turn_marker: ["timestamp", "turn_id"],
  session_marker: ["timestamp"],
};

export function createTally(state: TallyState = createTallyState()): Tally {
  const { eras, versions, models, by_type, by_status, damage, unknown_types, untold } = state;
  const add = (into: Record<string, number>, key: string): void => {
    put(into, key, (own(into, key) ?? 0) + 1);
  };
  const drop = (from: Record<string, number>, key: string): void => {
    const left = (own(from, key) ?? 1) - 1;
    if (left === 0) delete from[key];
    else put(from, key, left);
  };
  return {
    state,
    meet(reading) {
      if (reading.kind === "damage") {
        add(damage, reading.damage.kind);
        state.lost ||= LOSSES.has(reading.damage.kind);
        return;
      }
      if (reading.kind === "blank") return;
      if (reading.era !== null) eras.add(reading.era);
      if (!isKnownType(reading.outer, reading.inner))
        add(unknown_types, reading.inner === "" ? reading.outer : `${reading.outer}/${reading.inner}`);
    },
    meetItem(type) {
      if (type !== null && !KNOWN_TURN_ITEMS.has(type)) add(unknown_types, `item_completed/${type}`);
    },
    count(record) {
      state.actions += 1;
      add(by_type, record.action_type);
      add(by_status, record.status);
      if (record.status === "unknown") add(untold, "status");
      for (const field of EXPECTED[record.action_type]) if (record[field] === null) add(untold, field);
    },
    amend(before, changed) {
      state.amendments += 1;
      for (const field of EXPECTED[before.action_type]) {
        if (before[field] === null && field in changed) drop(untold, field);
      }
      const { status } = changed;
      if (status === undefined || status === before.status) return;
      drop(by_status, before.status);
      add(by_status, status);
      if (before.status === "unknown") drop(untold, "status");
    },
    version(name) {
      if (name !== null) versions.add(name);
    },
    model(name) {
      models.add(name);
    },
    end(rest) {
      return {
        record: "end",
        schema_version: SCHEMA_VERSION,
        ...rest,
        cli_versions: [...versions],
        eras: [...eras],
        models: [...models],
        actions: state.actions,
        amendments: state.amendments,
        by_type,
        by_status,
        damage,
        unknown_types,
        untold,
        complete: !state.lost,
      };
    },
  };
}

/** Damage by which some record is lost, wholly or in part. */
const LOSSES: ReadonlySet<string> = new Set([
  "torn",
  "glued",
  "nul",
  "invalid-utf8",
  "not-json",
  "not-an-object",
  "unreadable",
  "too-deep",
]);
