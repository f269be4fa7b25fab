// The face of thread: a thread's whole history as turns and items.

export type * from "./contract.ts";
