// A place with a model that plays a script, and a Codex that is turned to it: what most live tests begin with.

import { startModel, type Model, type ModelOptions } from "./model.ts";
import { defaultModel, NEWEST_CODEX } from "./versions.ts";
import { makeWorkplace, writeConfig, type ConfigOptions, type Workplace } from "./workplace.ts";

export interface StageOptions extends ModelOptions, Partial<Pick<ConfigOptions, "provider" | "top">> {
  /** Decides which model is asked for; the newest if it is not said. */
  readonly version?: string;
  /** The model's name, where it is to be another than the version's. */
  readonly name?: string;
  /** Tables for the end of `config.toml`. */
  readonly tables?: (place: Workplace) => string;
}

export interface StartedStage {
  readonly place: Workplace;
  readonly model: Model;
  /** Ends the model and removes the place. */
  close(): Promise<void>;
}

/** A throw-away home whose settings lead to a model that says what the script says. */
export async function startStage(options: StageOptions): Promise<StartedStage> {
  const { version = NEWEST_CODEX, name = defaultModel(version), provider = "mock", top, tables } = options;
  const model = await startModel(options);
  const place = makeWorkplace();
  writeConfig(place, { model: name, provider, baseUrl: model.baseUrl, top, tables: tables?.(place) });
  return {
    place,
    model,
    close: async () => {
      await model.close();
      place.dispose();
    },
  };
}
