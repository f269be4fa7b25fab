// What a scenario is: a script for the model and the steps in which Codex is run with it.

import type { Script } from "./script.ts";
import type { Workplace } from "./workplace.ts";

export interface Step {
  /** `resume` goes on with the last session, or with the first of the home (`first`). */
  readonly kind: "prompt" | "resume" | "fork" | "review";
  readonly prompt?: string;
  /** Called when the step before has ended. */
  readonly before?: (place: Workplace) => void;
  readonly first?: boolean;
  readonly args?: readonly string[];
  /** Attach the lab's picture to the prompt. */
  readonly image?: boolean;
  /** Keep Codex's sandbox and approvals, with these arguments instead of the switch that turns them off. */
  readonly sandboxed?: boolean;
  /** Send this signal after so many milliseconds. */
  readonly signal?: "SIGKILL" | "SIGINT";
  readonly afterMs?: number;
  /** End the step, whatever it does, after this time; 45 s if it is not said. */
  readonly timeoutMs?: number;
}

/** What a script may depend on besides the requests. */
export interface Stage {
  readonly version: string;
  readonly model: string;
  readonly provider: "mock" | "openai";
  readonly place: Workplace;
}

export interface Scenario {
  readonly name: string;
  /** The first version that has what the scenario needs; all of them if it is not said. */
  readonly since?: string;
  readonly script: Script | ((stage: Stage) => Script);
  readonly steps: readonly Step[];
  /** Before the first step. */
  readonly prepare?: (place: Workplace) => void;
  readonly top?: string;
  readonly tables?: () => string;
}
