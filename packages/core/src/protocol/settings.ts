// What a thread was last set to: model and effort, the name (0.98 … 0.142), provider and directory (0.144 …).

import type { JsonObject } from "../bytes/json.ts";
import { object, payloadOf, text } from "../lineage/field.ts";
import type { Reading } from "../rollout/reading.ts";

/** Each is null where the records read so far do not tell. */
export interface Settings {
  readonly model: string | null;
  readonly effort: string | null;
  readonly provider: string | null;
  readonly cwd: string | null;
  readonly name: string | null;
  /** A record that tells the model was met. */
  readonly told: boolean;
  /** Where the last turn was at work. */
  readonly turn_cwd: string | null;
}

export const NO_SETTINGS: Settings = {
  model: null,
  effort: null,
  provider: null,
  cwd: null,
  name: null,
  told: false,
  turn_cwd: null,
};

/** The settings after a reading. */
export function stepSettings(before: Settings, reading: Reading): Settings {
  if (reading.kind !== "record") return before;
  if (reading.outer === "turn_context") {
    const payload = payloadOf(reading.value);
    return { ...before, ...modelIn(payload, "effort"), told: true, turn_cwd: text(payload["cwd"]) };
  }
  if (reading.inner === "thread_name_updated") {
    return { ...before, name: text(payloadOf(reading.value)["thread_name"]) };
  }
  if (reading.inner !== "thread_settings_applied") return before;
  const settings = object(payloadOf(reading.value)["thread_settings"]) ?? {};
  return {
    ...before,
    ...modelIn(settings, "reasoning_effort"),
    provider: text(settings["model_provider_id"]) ?? before.provider,
    cwd: text(settings["cwd"]) ?? before.cwd,
    told: true,
  };
}

/** What later records tell goes before what earlier ones do. */
export function overlaySettings(earlier: Settings, later: Settings): Settings {
  const { model, effort } = later.told ? later : earlier;
  return {
    model,
    effort,
    provider: later.provider ?? earlier.provider,
    cwd: later.cwd ?? earlier.cwd,
    name: later.name ?? earlier.name,
    told: later.told || earlier.told,
    turn_cwd: later.turn_cwd ?? earlier.turn_cwd,
  };
}

/**
 * Whether the last records of a file tell all that can have changed in it. Settings are written where they change; while
 * turns are at work where the session began, nothing has.
 */
export function areSettled({ told, cwd, turn_cwd }: Settings, began: string | null): boolean {
  return told && (cwd !== null || turn_cwd === null || turn_cwd === began);
}

/** For `ReadOptions.pass`: records of these types set nothing. */
export function passesSettings(outer: string, inner: string): boolean {
  return outer !== "turn_context" && inner !== "thread_settings_applied" && inner !== "thread_name_updated";
}

function modelIn(values: JsonObject, effort: string): Pick<Settings, "model" | "effort"> {
  return { model: text(values["model"]), effort: text(values[effort]) };
}
