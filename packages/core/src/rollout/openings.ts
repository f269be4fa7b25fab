// How the records of the enveloped eras begin, for the search for lines to tell.

import { createOpenings, type Openings } from "../bytes/opening.ts";
import { UNTYPED } from "./classify.ts";
import { KNOWN_EVENTS, KNOWN_REALTIME, KNOWN_RESPONSE_ITEMS, KNOWN_RETAINED } from "./known.ts";

const INNER: readonly (readonly [string, Iterable<string>])[] = [
  ["response_item", KNOWN_RESPONSE_ITEMS],
  ["event_msg", KNOWN_EVENTS],
  ["realtime_item", KNOWN_REALTIME],
  ["retained_context", KNOWN_RETAINED],
];

let made: Openings | null = null;

/** Pairs of types that are told; all others are read from the line itself. Made when a file is read. */
export function openings(): Openings {
  made ??= createOpenings({
    head: '{"timestamp":"0000-00-00T00:00:00.000Z",',
    number: '"ordinal":',
    names: [
      ...INNER.flatMap(([outer, names]) => [...names].map((inner): [string, string] => [outer, inner])),
      ...[...UNTYPED].map((outer): [string, string] => [outer, ""]),
    ],
  });
  return made;
}
