// The face of listing: which sessions there are, in which order, and which of them are asked for, a page at a time.

export { filtersOf, isWanted, type Filter, type Wanted } from "./filter.ts";
export { LIST_KINDS, LIST_SORTS, type Kind, type SortKey } from "./kinds.ts";
export { listAll, projectOf, type Listed } from "./listed.ts";
export { namesOf, type Names, type Timed } from "./names.ts";
export { narrow, type Chosen, type Narrowed } from "./narrow.ts";
export { NoCursor, positionOf, readCursor, weightOf, writeCursor, type Cursor, type Position } from "./order.ts";
export { turnPage, type Page, type Question, type Row, type Tell, type Told, type Weigh } from "./page.ts";
export { describeListed } from "./session.ts";
export { readWhen } from "./when.ts";
