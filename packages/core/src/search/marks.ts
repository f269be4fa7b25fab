// What is asked of a passage beside its texts, as words of the index.

import type { FieldNode, Searchable } from "./contract.ts";

/** The text of the index's column `marks`: `kind_command status_failed exit_1`. */
export function marksOf({ kind, status, exit_code }: Omit<Searchable, "texts">): string {
  const marks = [mark("kind", kind)];
  if (status !== null) marks.push(mark("status", status));
  if (exit_code !== null) marks.push(mark("exit", String(exit_code)));
  return marks.join(" ");
}

export function mark(field: FieldNode["field"], value: string): string {
  // A minus would end the word.
  return `${field}_${value.replace("-", "n")}`;
}
