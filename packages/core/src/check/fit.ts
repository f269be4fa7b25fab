// Whether a record fits the public schema of its type, and where it does not.

import type { RecordReading } from "../rollout/reading.ts";
import { checkEntry } from "../schema/index.ts";
import { printable, remark, type Remark } from "./finding.ts";

/** Faults of one record that are told one by one. */
const MOST_FAULTS = 10;

/** What of a record does not fit, a remark for each field; empty when all fits. `known` are paths told already. */
export function judgeFit(record: RecordReading, known: ReadonlySet<string>): readonly Remark[] {
  const issues = checkEntry(record.value, record.at, record.abridged === true);
  if (issues.length === 0) return [];
  const type = printable(record.inner === "" ? record.outer : `${record.outer}/${record.inner}`);
  return issues
    .map(({ path, expected, found }) => ({ path: path.join("."), expected, found: discreet(found, expected) }))
    .filter(({ path }) => !known.has(path))
    .slice(0, MOST_FAULTS)
    .map(({ path, expected, found }) => {
      const where = path === "" ? "the record" : printable(path);
      const message = `in ${type}, ${where} should be ${printable(expected)}, and is ${printable(found)}`;
      return remark("schema-mismatch", record.at, message, { path, expected, found });
    });
}

/** A word is shown where one of a few words was expected; any other string is text of the session. */
function discreet(found: string, expected: string): string {
  if (!found.startsWith('"')) return found;
  return expected.includes('"') && /^"[\w./-]{1,40}"$/.test(found) ? found : "a string";
}
