// The census of a file: eras, types and unknown types, counted.

import type { Era } from "../rollout/era.ts";
import { ERAS } from "../rollout/era.ts";
import type { Place } from "../bytes/place.ts";
import { isKnownType, KNOWN_TURN_ITEMS } from "../rollout/known.ts";
import type { RecordReading } from "../rollout/reading.ts";
import { object, payloadOf, text } from "../lineage/field.ts";
import { printable, remark, type Remark } from "./finding.ts";

export interface Census {
  step(record: RecordReading): void;
  /** Tells of every unknown type once, with how often it came. */
  end(): void;
  records(): number;
  eras(): readonly Era[];
  types(): Readonly<Record<string, number>>;
  unknownTypes(): Readonly<Record<string, number>>;
}

/** Names come from the file, and a file of nothing but new names must not fill memory. */
const MOST_NAMES = 1000;
const OTHERS = "(others)";

export function createCensus(tell: (found: Remark) => void): Census {
  const eras = new Set<Era>();
  const types = new Map<string, number>();
  const unknown = new Map<string, { readonly at: Place; count: number }>();
  let records = 0;

  function unknownType(name: string, at: Place): void {
    const key = unknown.has(name) || unknown.size < MOST_NAMES ? name : OTHERS;
    const known = unknown.get(key);
    if (known === undefined) unknown.set(key, { at, count: 1 });
    else known.count += 1;
  }

  return {
    step(record) {
      records += 1;
      if (record.era !== null) eras.add(record.era);
      const turnItem = turnItemOf(record);
      const name = [record.outer === "" ? "(no type)" : record.outer, record.inner, turnItem ?? ""]
        .filter((part) => part !== "")
        .map(printable)
        .join("/");
      const key = types.has(name) || types.size < MOST_NAMES ? name : OTHERS;
      types.set(key, (types.get(key) ?? 0) + 1);
      const known = isKnownType(record.outer, record.inner) && (turnItem === null || KNOWN_TURN_ITEMS.has(turnItem));
      if (!known) unknownType(name, record.at);
    },
    end() {
      for (const [name, { at, count }] of unknown) {
        tell(
          remark(
            "unknown-type",
            at,
            `the type ${name} is not known${count === 1 ? "" : `; ${count} records, the first here`}`,
            { found: name, count },
          ),
        );
      }
    },
    records: () => records,
    eras: () => ERAS.filter((era) => eras.has(era)),
    types: () => sorted([...types]),
    unknownTypes: () => sorted([...unknown].map(([name, { count }]) => [name, count])),
  };
}

function turnItemOf(record: RecordReading): string | null {
  if (record.inner !== "item_completed") return null;
  return text(object(payloadOf(record.value)["item"])?.["type"]);
}

function sorted(counts: readonly (readonly [string, number])[]): Record<string, number> {
  return Object.fromEntries(counts.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
