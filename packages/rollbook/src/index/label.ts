// Texts that many passages have, each kept once: kinds, statuses, names of tools.

import type { DatabaseSync } from "node:sqlite";
import { prepareChange } from "./change.ts";

export interface LabelTable {
  /** Null stays null. */
  idOf(text: string | null): number | null;
  /** A transaction is over, or was undone: what was known within it may no longer hold. */
  forget(): void;
}

export function prepareLabels(database: DatabaseSync): LabelTable {
  const find = database.prepare("SELECT id FROM label WHERE text = ?");
  const put = prepareChange(database, "INSERT INTO label (text) VALUES (?)");
  const known = new Map<string, number>();
  return {
    idOf(text) {
      if (text === null) return null;
      const before = known.get(text);
      if (before !== undefined) return before;
      if (find.get(text) === undefined) put.run(text);
      const id = Number(find.get(text)?.["id"]);
      known.set(text, id);
      return id;
    },
    forget: () => known.clear(),
  };
}

/** The text of a column that holds the id of one. */
export function labelled(column: string, schema = ""): string {
  return `(SELECT text FROM ${schema}label WHERE id = ${column}) AS ${column}`;
}
