// A point in time as people write it on a command line.

import { momentOf, MOMENTS } from "rollbook-core/search";
import { EXIT, Failure } from "./exit.ts";

/** What `momentOf` reads, in Unix milliseconds. Throws `Failure` (usage). */
export function readMoment(option: string, text: string, edge: "start" | "end", now: number): number {
  const moment = momentOf(text, edge, now);
  if (moment === null) throw new Failure(EXIT.usage, `${option} needs ${MOMENTS}, not "${text}"`);
  return moment;
}
