// What is wrong with a record of a session file, and how to say it.

import type { Place } from "../bytes/place.ts";
import type { Fault } from "./guard/index.ts";

/** One thing wrong with one record. `path` is empty where it is the whole record, or bytes that are none. */
export interface EntryIssue extends Fault {
  /** Where the record stands; null when only its value was given. */
  readonly at: Place | null;
}

/** One sentence, such as `line 12, payload.item.exit_code: expected a number or null, found a string`. */
export function describeIssue(issue: EntryIssue): string {
  const places = [
    issue.at === null ? [] : [`line ${issue.at.number}`],
    issue.path.length === 0 ? [] : [describePath(issue.path)],
  ].flat();
  const where = places.length === 0 ? "the record" : places.join(", ");
  return `${where}: expected ${issue.expected}, found ${issue.found}`;
}

function describePath(path: readonly (string | number)[]): string {
  return path
    .map((key) =>
      typeof key === "number" ? `[${key}]` : /^[\w$]+$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`,
    )
    .join("")
    .replace(/^\./, "");
}
