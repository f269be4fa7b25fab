// The face of the tap.

export type { Choose, Scribe, Tap, TapOptions, TapReport } from "./contract.ts";
export { openTap } from "./tap.ts";
export { NoWay } from "./ways.ts";
