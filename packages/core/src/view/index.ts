// The face of view: turns and items as a person is shown them.

export { sizeOf } from "./build.ts";
export { clipView, type ClippedView, type Cut } from "./clip.ts";
export type { FileView, ItemView, Part, StepView, ViewKind, ViewState } from "./contract.ts";
export { viewItem } from "./item.ts";
export { type ItemRow, rowOf } from "./row.ts";
