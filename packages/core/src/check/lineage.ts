// Findings between files: bases that are missing or were rewritten, rollouts that lie in several places.

import type { Place } from "../bytes/place.ts";
import type { Cut, Misfit } from "./cuts.ts";
import { remark, type Finding } from "./finding.ts";

/** The beginning of another file that a file continues. */
export interface Base {
  readonly rollout_id: string | null;
  readonly end_ordinal: number | null;
  /** Bytes of the uncompressed file. */
  readonly end_offset: number | null;
}

/** Where a rollout is kept. */
export interface Kept {
  readonly file: string;
  readonly rollout_id: string;
  /** Files of one codex home share it; any text, empty for a file that lies in none. */
  readonly home: string;
  readonly archived: boolean;
  readonly compressed: boolean;
}

/** A file with what its head says of its place among others. */
export interface Stem extends Kept {
  /** Where its header's record stands. */
  readonly at: Place;
  readonly base: Base | null;
}

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
  const shelves = shelve([...stems, ...others]);
  const unchecked = new Set(others);
  const findings: Finding[] = [];
  const cuts = new Map<string, Cut[]>();
  for (const stem of stems) {
    const { file, rollout_id, home, at, base } = stem;
    // Copies that lie in no home are nobody's mistake.
    const [preferred = stem, ...doubles] = home === "" ? [] : (shelves.get(keyOf(home, rollout_id)) ?? []);
    // Each double tells of the one that counts; that one tells of doubles that are not looked at.
    const other = preferred === stem ? doubles.find((kept) => unchecked.has(kept)) : preferred;
    if (other !== undefined) {
      const message = `rollout ${printable(rollout_id)} lies here and in ${other.file}`;
      findings.push({ file, ...remark("duplicate-rollout", at, message, { other: other.file }) });
    }
    if (base === null || base.rollout_id === null) continue;
    const id = base.rollout_id;
    // Another home may hold another state of the same rollout.
    const [found] = shelves.get(keyOf(home, id)) ?? shelves.get(keyOf(home === "" ? null : "", id)) ?? [];
    if (found === undefined) {
      const message = `it continues rollout ${printable(id)}, which is not here`;
      findings.push({ file, ...remark("base-missing", at, message, { path: "payload.history_base" }) });
      continue;
    }
    const cut: Cut = { by: file, end_ordinal: base.end_ordinal, end_offset: base.end_offset };
    cuts.set(found.file, [...(cuts.get(found.file) ?? []), cut]);
  }
  return { findings, cuts };
}

/** Files by home and rollout id, and by rollout id alone; those that Codex prefers come first. */
function shelve(all: readonly Kept[]): ReadonlyMap<string, readonly Kept[]> {
  const shelves = new Map<string, Kept[]>();
  for (const kept of all.toSorted(byPreference)) {
    for (const key of [keyOf(kept.home, kept.rollout_id), keyOf(null, kept.rollout_id)]) {
      const shelf = shelves.get(key);
      if (shelf === undefined) shelves.set(key, [kept]);
      else shelf.push(kept);
    }
  }
  return shelves;
}

function keyOf(home: string | null, id: string): string {
  return home === null ? id.toLowerCase() : `${id.toLowerCase()}\n${home}`;
}

/** The finding of a cut that does not fit; it is about the file that continues. `at` is its header. */
export function misfitFinding(base: string, { cut, why }: Misfit, at: Place): Finding {
  const message = `it continues ${base} at a place that is no longer there: ${why}`;
  return {
    file: cut.by,
    ...remark("base-offset-mismatch", at, message, { path: "payload.history_base", other: base }),
  };
}

/** Codex prefers live to archived, and plain to compressed. */
function byPreference(a: Kept, b: Kept): number {
  return rank(a) - rank(b) || (a.file < b.file ? -1 : 1);
}

function rank({ archived, compressed }: Kept): number {
  return (archived ? 2 : 0) + (compressed ? 1 : 0);
}

function printable(id: string): string {
  return /^[\w-]{1,64}$/.test(id) ? id : "(no id)";
}
