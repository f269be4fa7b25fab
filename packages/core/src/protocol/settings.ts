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
  /** A record that tells the model was met, one that tells the rest. */
  readonly told: { readonly model: boolean; readonly place: boolean };
}

export const NO_SETTINGS: Settings = {
  model: null,
  effort: null,
  provider: null,
  cwd: null,
  name: null,
  told: { model: false, place: false },
};

/** The settings after a reading. */
export function stepSettings(before: Settings, reading: Reading): Settings {
  if (reading.kind !== "record") return before;
  if (reading.outer === "turn_context") {
    const payload = payloadOf(reading.value);
    return { ...before, ...modelIn(payload, "effort"), told: { ...before.told, model: true } };
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
    told: { model: true, place: true },
  };
}

/** What later records tell goes before what earlier ones do. */
export function overlaySettings(earlier: Settings, later: Settings): Settings {
  const { model, effort } = later.told.model ? later : earlier;
  return {
    model,
    effort,
    provider: later.provider ?? earlier.provider,
    cwd: later.cwd ?? earlier.cwd,
    name: later.name ?? earlier.name,
    told: { model: later.told.model || earlier.told.model, place: later.told.place || earlier.told.place },
  };
}

/** For `ReadOptions.pass`: records of these types set nothing. */
export function passesSettings(outer: string, inner: string): boolean {
  return outer !== "turn_context" && inner !== "thread_settings_applied" && inner !== "thread_name_updated";
}

function modelIn(values: JsonObject, effort: string): Pick<Settings, "model" | "effort"> {
  return { model: text(values["model"]), effort: text(values[effort]) };
}
