// What is asked of an index of ten million passages.

export const CLASSES = ["rare", "common", "and", "phrase", "prefix", "miss"] as const;
export type QueryClass = (typeof CLASSES)[number];

/** `newest rare p50`, `best common p50`, … */
export const ROW_JOBS: readonly string[] = [
  ...CLASSES.flatMap((kind) => [`newest ${kind} p50`, `newest ${kind} p95`]),
  ...CLASSES.map((kind) => `best ${kind} p50`),
];
