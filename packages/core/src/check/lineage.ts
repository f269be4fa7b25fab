// Findings between files: bases that are missing or were rewritten, rollouts that lie in several places.

import type { Place } from "../bytes/place.ts";
import type { Cut, Misfit } from "./cuts.ts";
import { remark, WHOLE_FILE, type Finding } from "./finding.ts";
import { shelve } from "../lineage/shelf.ts";
import { rolloutOf, type Kept, type Stem } from "../lineage/stem.ts";

export interface Lineage {
  /** What can be told before any file is read: bases that are missing, and doubles. */
  readonly findings: readonly Finding[];
  /** For each file, the places at which others continue it. */
  readonly cuts: ReadonlyMap<string, readonly Cut[]>;
}

/**
 * Relates files to each other, by rollout ids. A base is looked for in the file's own codex home, and
 * where either of them lies in none, among all files. `others` are files that are not checked themselves, and may be bases or doubles.
 */
export function relateFiles(stems: readonly Stem[], others: readonly Kept[] = []): Lineage {
  const heads = new Map<Kept, Stem>(stems.map((stem) => [stem, stem]));
  const idOf = (kept: Kept): string | null => {
    const stem = heads.get(kept);
    return stem === undefined ? (kept.name?.rollout_id ?? null) : rolloutOf(stem);
  };
  const shelves = shelve<Kept>([...stems, ...others], idOf);
  const findings: Finding[] = [];
  const cuts = new Map<string, Cut[]>();
  for (const stem of stems) {
    const { path, home, header } = stem;
    const at = stem.at ?? WHOLE_FILE;
    const rollout_id = rolloutOf(stem) ?? "";
    // Copies that lie in no home are nobody's mistake.
    const [preferred = stem, ...doubles] = home === "" ? [] : shelves.at(home, rollout_id);
    // Each double tells of the one that counts; that one tells of doubles that are not looked at.
    const other = preferred === stem ? doubles.find((kept) => !heads.has(kept)) : preferred;
    if (other !== undefined) {
      const message = `rollout ${printable(rollout_id)} lies here and in ${other.path}`;
      findings.push({ file: path, ...remark("duplicate-rollout", at, message, { other: other.path }) });
    }
    const { base } = header;
    if (base === null || base.rollout_id === null) continue;
    const found = shelves.find(home, base.rollout_id);
    if (found === null) {
      const message = `it continues rollout ${printable(base.rollout_id)}, which is not here`;
      findings.push({ file: path, ...remark("base-missing", at, message, { path: "payload.history_base" }) });
      continue;
    }
    const cut: Cut = { by: path, end_ordinal: base.end_ordinal, end_offset: base.end_offset };
    cuts.set(found.path, [...(cuts.get(found.path) ?? []), cut]);
  }
  return { findings, cuts };
}

/** The finding of a cut that does not fit; it is about the file that continues. `at` is its header. */
export function misfitFinding(base: string, { cut, why }: Misfit, at: Place | null): Finding {
  const message = `it continues ${base} at a place that is no longer there: ${why}`;
  return {
    file: cut.by,
    ...remark("base-offset-mismatch", at ?? WHOLE_FILE, message, { path: "payload.history_base", other: base }),
  };
}

function printable(id: string): string {
  return /^[\w-]{1,64}$/.test(id) ? id : "(no id)";
}
