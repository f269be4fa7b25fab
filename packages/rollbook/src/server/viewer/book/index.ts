// Sessions as they are read for the viewer: in a thread of their own, asked with orders and questions.

export { orderFor, type Order } from "./order.ts";
export type { QuestionName, Questions } from "./questions.ts";
export { type Reader, startReader } from "./reader.ts";
export { isCursor } from "./told.ts";
export { fillPage } from "./page.ts";
export { endShown } from "./shown.ts";
