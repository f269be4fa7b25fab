// A regular expression as people write it on a command line.

import { readPattern as read } from "rollbook-core/search";
import { EXIT, Failure } from "./exit.ts";

/** What `readPattern` of the search reads: whether a text holds it. Throws `Failure` (usage). */
export function readPattern(option: string, source: string): (text: string) => boolean {
  const pattern = read(source);
  if (pattern.type === "error") throw new Failure(EXIT.usage, `${option}: ${pattern.message}`);
  return pattern.test;
}
