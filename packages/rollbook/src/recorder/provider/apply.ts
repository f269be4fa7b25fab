// The command line and environment with which Codex comes to the tap.

import type { Tap } from "../tap/index.ts";
import type { Invocation, TapPlan } from "./plan.ts";

export interface Turned {
  readonly argv: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** What to start Codex with; `invocation` is what the plan was made for. */
export function turnTo(tap: Pick<Tap, "urlFor">, plan: TapPlan, invocation: Invocation): Turned {
  const { argv, environment } = invocation;
  const address = (upstream: Parameters<Tap["urlFor"]>[0]): string => tap.urlFor(upstream).href;
  const words = plan.settings.flatMap(({ key, upstream }) => ["-c", `${key}=${JSON.stringify(address(upstream))}`]);
  return {
    argv: [...argv.slice(0, plan.insertAt), ...words, ...argv.slice(plan.insertAt)],
    environment: {
      ...environment,
      ...plan.environment,
      ...Object.fromEntries(plan.variables.map(({ name, upstream }) => [name, address(upstream)])),
    },
  };
}
