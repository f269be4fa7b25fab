// The face of watch: session files as they change, and what is new in them.

export { type Growth, type GrowthEnd, openGrowth } from "./growth.ts";
export type { FileEvent } from "./shelf.ts";
export { openWatch, type Watch, type WatchOptions } from "./watch.ts";
