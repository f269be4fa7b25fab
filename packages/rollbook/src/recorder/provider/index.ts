// The face of provider: which endpoint a Codex command line asks, and how it is turned to the tap.

export { turnTo, type Turned } from "./apply.ts";
export { planTap, type Invocation, type TapPlan } from "./plan.ts";
