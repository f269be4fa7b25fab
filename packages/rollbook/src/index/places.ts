// The places of a passage as columns of a row: most passages stand in one line, or in two that are near.

import type { SQLInputValue, SQLOutputValue } from "node:sqlite";
import type { PassagePlace } from "rollbook-core/digest";

/** The columns, in order. */
export const PLACE = "part, line, offset, length, next_line, next_offset, next_length, more";

/** Whether a passage may have a byte from `?2` to `?3` of a file: what it has besides two lines is not looked at. */
export const NEAR = `more IS NOT NULL OR (offset <= ?3 AND offset + length > ?2) OR (
  next_length IS NOT NULL AND offset + length + next_offset <= ?3
  AND offset + length + next_offset + next_length > ?2)`;

export function placeColumns(places: readonly PassagePlace[]): readonly SQLInputValue[] {
  const { part, line, offset, length } = places[0] ?? { part: 0, line: 0, offset: 0, length: 0 };
  const second = places[1]?.part === part ? places[1] : null;
  const others = places.slice(second === null ? 1 : 2);
  const near =
    second === null ? [null, null, null] : [second.line - line, second.offset - offset - length, second.length];
  const more = others.map((each) => `${each.part} ${each.line} ${each.offset} ${each.length}`).join(" ");
  return [part, line, offset, length, ...near, more === "" ? null : more];
}

export function placesIn(row: Readonly<Record<string, SQLOutputValue>>): PassagePlace[] {
  const [part, line, offset, length] = [row["part"], row["line"], row["offset"], row["length"]].map(Number);
  const first = { part: part ?? 0, line: line ?? 0, offset: offset ?? 0, length: length ?? 0 };
  const places = [first];
  if (row["next_length"] !== null) {
    places.push({
      part: first.part,
      line: first.line + Number(row["next_line"]),
      offset: first.offset + first.length + Number(row["next_offset"]),
      length: Number(row["next_length"]),
    });
  }
  const { more } = row;
  if (typeof more !== "string") return places;
  const numbers = more.split(" ").map(Number);
  for (let at = 0; at + 3 < numbers.length; at += 4) {
    const [p = 0, l = 0, o = 0, n = 0] = numbers.slice(at, at + 4);
    places.push({ part: p, line: l, offset: o, length: n });
  }
  return places;
}

/** All places but the first as one text, `part line offset length` for each; null where there are none. */
export const MORE = `CASE WHEN next_length IS NULL THEN more
    ELSE concat_ws(' ', part, line + next_line, offset + length + next_offset, next_length, more) END AS more`;
