// Guards of the public schemas: built once, and made faster where the run time allows it.

import type { Schema } from "effect";
import { checkOf, type Check } from "./check.ts";
import { emitGuard } from "./emit.ts";
import { explain, type Fault } from "./explain.ts";
import { planOf } from "./plan.ts";

export type { Fault } from "./explain.ts";
export type { Check } from "./check.ts";

/** Turns the body of a function of `C` into that function. On Node: `(source) => new Function("C", source)`. */
export type Evaluate = (source: string) => unknown;

let evaluate: Evaluate | null = null;
const guards = new Map<Schema.Top["ast"], Check>();

/**
 * Makes the guards more than twice as fast by evaluating generated source, which core itself never does: a program
 * calls this once at its start if it is going to validate much and may evaluate. Where evaluation is refused, the
 * guards stay as they are.
 */
export function compileGuards(using: Evaluate): void {
  evaluate = using;
  guards.clear();
}

/**
 * Whether a value fits a schema of this room: what `Schema.is` answers, at a fraction of its time. The value is
 * looked at and nothing else.
 */
export function accepts(schema: Schema.Top, value: unknown): boolean {
  let guard = guards.get(schema.ast);
  if (guard === undefined) guards.set(schema.ast, (guard = makeGuard(schema)));
  return guard(value);
}

/** What of a value does not fit a schema of this room; empty when all of it does. */
export function faults(schema: Schema.Top, value: unknown): Fault[] {
  return explain(planOf(schema.ast), value);
}

function makeGuard(schema: Schema.Top): Check {
  const plan = planOf(schema.ast);
  if (evaluate !== null) {
    const { source, constants } = emitGuard(plan);
    try {
      const make = evaluate(source);
      const guard: unknown = typeof make === "function" ? make(constants) : null;
      if (typeof guard === "function") return (value) => guard(value) === true;
    } catch {
      // Evaluation is refused here (a content security policy): the plain guard does the same, slower.
    }
  }
  return checkOf(plan);
}
