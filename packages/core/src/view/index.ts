// The face of view: turns and items as a person is shown them.

export { sizeOf } from "./build.ts";
export { clipView, type ClippedView, type Cut } from "./clip.ts";
export type { FileView, ItemView, Part, StepView, ViewKind, ViewState } from "./contract.ts";
export { withoutEntities } from "./entities.ts";
export { viewItem } from "./item.ts";
export { type Picture, pictureOf, picturesIn } from "./pictures.ts";
export { type ItemRow, rowOf } from "./row.ts";
export { readTerminal, type Run } from "./terminal.ts";
export { countLines, shorten, type Shortened, visible } from "./visible.ts";
export { createWordSearch, wordsOf } from "./words.ts";
