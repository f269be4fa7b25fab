// Damage to the order of records: ordinals that repeat, jump, fall back or are missing; several writers.

import { healthyParts, type Part } from "./assemble.ts";
import { oneFile, type DamageCase } from "./case.ts";
import { lineAt, lineWith, ordinalOf, replaceText, takeHealthy, withOrdinal, type HealthyFile } from "./healthy.ts";

export function orderCases(specimens: string): DamageCase[] {
  const resume = takeHealthy(specimens, "paginated/0.169.0/resume");
  const shell = takeHealthy(specimens, "paginated/0.169.0/shell");
  return [duplicate(resume), gap(shell), twoWriters(resume), missing(shell), float(shell), tokens(shell)];
}

/** The resume begins with the second `thread_settings_applied`; it takes the ordinal of the record before it. */
function duplicate(file: HealthyFile): DamageCase {
  const at = lineWith(file, '"thread_settings_applied"', 1);
  const shifted = file.lines.map((line, index): Part => {
    if (index < at) return { bytes: line };
    const ordinal = ordinalOf(line) - 1;
    const bytes = withOrdinal(line, ordinal);
    return index === at ? { bytes, anomaly: { kind: "duplicate_ordinal", ordinal } } : { bytes };
  });
  return oneFile(
    {
      class: 1,
      trait: "duplicate-ordinal-at-resume",
      done: "the first record of a resume has the ordinal of the record before it, and all later ones follow on",
      reader: "keeps both records, in the order of lines, and reports the ordinal",
    },
    file,
    shifted,
  );
}

function gap(file: HealthyFile): DamageCase {
  const at = lineWith(file, '"function_call"', 1);
  const expected = ordinalOf(lineAt(file, at));
  const parts = file.lines.map((line, index): Part => {
    if (index < at) return { bytes: line };
    const bytes = withOrdinal(line, ordinalOf(line) + 23);
    return index === at ? { bytes, anomaly: { kind: "ordinal_gap", expected, ordinal: expected + 23 } } : { bytes };
  });
  return oneFile(
    {
      class: 4,
      trait: "ordinal-gap",
      done: "from one record on, all ordinals are 23 higher",
      reader: "reads every record and reports the range that is missing",
    },
    file,
    parts,
  );
}

/** The second and the third turn, as if two processes had appended them at the same time. */
function twoWriters(file: HealthyFile): DamageCase {
  const second = lineWith(file, '"thread_settings_applied"', 1);
  const third = lineWith(file, '"thread_settings_applied"', 2);
  const first = file.lines.slice(0, second);
  const one = file.lines.slice(second, third);
  const start = ordinalOf(lineAt(file, second));
  const other = file.lines.slice(third).map((line, index) => withOrdinal(line, start + index));
  const mixed: Part[] = [];
  let highest = start - 1;
  for (let index = 0; index < Math.max(one.length, other.length); index++) {
    for (const bytes of [one[index], other[index]]) {
      if (bytes === undefined) continue;
      const ordinal = ordinalOf(bytes);
      const repeated = ordinal <= highest;
      mixed.push(repeated ? { bytes, anomaly: { kind: "duplicate_ordinal", ordinal } } : { bytes });
      highest = Math.max(highest, ordinal);
    }
  }
  return oneFile(
    {
      class: 5,
      trait: "two-writers",
      done: "the records of two turns alternate, both counted on from the same ordinal",
      reader: "keeps the records of both turns, told apart by their turn ids",
    },
    file,
    [...healthyParts(first), ...mixed],
  );
}

function missing(file: HealthyFile): DamageCase {
  const at = lineWith(file, '"token_count"');
  const without = replaceText(lineAt(file, at), /"ordinal":\d+,/, "");
  return oneFile(
    {
      class: 26,
      trait: "missing-ordinal",
      done: "one record has no ordinal",
      reader: "reads it where it stands",
    },
    file,
    file.lines.map((bytes, index) =>
      index === at ? { bytes: without, anomaly: { kind: "missing_ordinal" } } : { bytes },
    ),
  );
}

const LIMITS = '"primary":{"used_percent":1.0,"window_minutes":300,"resets_at":1900000000}';

function float(file: HealthyFile): DamageCase {
  const at = lineWith(file, '"token_count"');
  const line = replaceText(lineAt(file, at), '"primary":null', LIMITS);
  return oneFile(
    {
      class: 2,
      trait: "float-that-is-whole",
      done: 'a rate limit says "used_percent":1.0',
      reader: "reads the number 1, and writes the record back with the bytes 1.0",
    },
    file,
    healthyParts(file.lines.with(at, line)),
  );
}

function tokens(file: HealthyFile): DamageCase {
  const at = lineWith(file, '"token_count"');
  const line = lineAt(file, at);
  const last = /"last_token_usage":\{"input_tokens":\d+/;
  const impossible = replaceText(line, last, '"last_token_usage":{"input_tokens":987654321');
  const parts: Part[] = [
    ...healthyParts(file.lines.slice(0, at)),
    { bytes: impossible, anomaly: { kind: "usage_over_window", last_input_tokens: 987_654_321 } },
    { bytes: impossible, anomaly: { kind: "duplicate_ordinal", ordinal: ordinalOf(line) } },
    ...healthyParts(file.lines.slice(at + 1)),
  ];
  return oneFile(
    {
      class: 23,
      trait: "impossible-token-numbers",
      done: "a token count says more than the context window holds, and stands there twice",
      reader: "reads both; whoever adds tokens up must not count them twice",
    },
    file,
    parts,
  );
}
