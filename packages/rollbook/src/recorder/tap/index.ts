// The face of the tap.

export type { ByLogin, Route, Scribe, Tap, TapOptions, TapReport, Upstream } from "./contract.ts";
export { openTap } from "./tap.ts";
export { NoWay } from "./ways.ts";
