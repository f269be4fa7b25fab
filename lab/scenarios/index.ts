// All scenarios of the lab, by name.

import type { Scenario } from "../scenario.ts";
import { FAILURE_SCENARIOS } from "./failures.ts";
import { LIFECYCLE_SCENARIOS } from "./lifecycle.ts";
import { PLAIN_SCENARIOS } from "./plain.ts";
import { SHELL_SCENARIOS } from "./shell.ts";
import { TOOL_SCENARIOS } from "./tools.ts";

export const SCENARIOS: ReadonlyMap<string, Scenario> = new Map(
  [PLAIN_SCENARIOS, SHELL_SCENARIOS, TOOL_SCENARIOS, LIFECYCLE_SCENARIOS, FAILURE_SCENARIOS]
    .flat()
    .map((scenario) => [scenario.name, scenario]),
);
