// Why a query cannot be answered, in a sentence.

import type { QueryError } from "./contract.ts";

/** `sentence` goes on after "column 7: ". */
export function fail(text: string, place: number, sentence: string): QueryError {
  const column = [...text.slice(0, place)].length + 1;
  return { type: "error", column, message: `column ${column}: ${sentence}` };
}

/** Something the user typed, short enough for a sentence and fit for a terminal. */
export function cite(text: string): string {
  const characters = [...text.replace(/[\p{C}\s]+/gu, " ")];
  return characters.length > 40 ? `${characters.slice(0, 40).join("")}…` : characters.join("");
}
