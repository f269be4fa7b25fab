// The files behind paths, told apart by their names alone: they can be counted before it is known which of them count.

import { statSync } from "node:fs";
import { resolve } from "node:path";
import {
  findRollouts,
  keep,
  readPrints,
  readStem,
  type FoundRollout,
  type FoundRollouts,
  type Looks,
} from "../../home/index.ts";
import type { Outcome, Subject } from "./job.ts";

/** A file to be counted as if nothing in it were another's. */
export interface EarlySubject extends Subject {
  readonly mtime_ms: number;
}

/** What a catalogue needs of files that were counted, so that their heads need not be read again. */
export class EarlyFiles {
  readonly subjects: readonly EarlySubject[];
  readonly #found = new Map<string, FoundRollouts>();
  readonly #outcomes = new Map<string, { readonly subject: EarlySubject; readonly outcome: Outcome }>();

  /** Of files with the same name one is counted: the catalogue will choose it, as a rule. */
  constructor(paths: readonly string[]) {
    const subjects = new Map<string, EarlySubject>();
    for (const path of paths) {
      for (const file of this.#find(path)) {
        const subject = subjectOf(file);
        if (subject === null) continue;
        const key = file.name?.rollout_id.toLowerCase() ?? resolve(file.path);
        const known = subjects.get(key);
        if (known === undefined || isSooner(subject, known)) subjects.set(key, subject);
      }
    }
    this.subjects = [...subjects.values()];
  }

  #find(path: string): readonly FoundRollout[] {
    try {
      const found = findRollouts(path);
      this.#found.set(path, found);
      return found.files;
    } catch {
      // The catalogue meets the same, and tells of it.
      return [];
    }
  }

  settle(outcomes: readonly Outcome[]): void {
    this.subjects.forEach((subject, index) => {
      const outcome = outcomes[index];
      if (outcome !== undefined) this.#outcomes.set(subject.path, { subject, outcome });
    });
  }

  /** What was counted of the file; null where it has to be counted with what is known of it now. */
  outcome({ path, copied, named }: Subject): Outcome | null {
    const early = this.#outcomes.get(path);
    return early !== undefined && copied.length === 0 && early.subject.named === named ? early.outcome : null;
  }

  /** In the two oldest eras a head tells more than a header. */
  readonly looks: Looks = {
    find: (path) => this.#found.get(path) ?? findRollouts(path),
    stem: (file) => {
      const early = this.#outcomes.get(file.path);
      const head = early?.outcome.usage.head ?? null;
      if (early === undefined || head === null || head.era === "document" || head.era === "bare") return readStem(file);
      const { bytes: size, mtime_ms } = early.subject;
      return { ...keep(file), size, mtime_ms, ...head, mark: null, prints: null };
    },
    prints: readPrints,
  };
}

function subjectOf({ path, name }: FoundRollout): EarlySubject | null {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats?.isFile() !== true) return null;
  return {
    path,
    session: path,
    project: null,
    named: name?.thread_id ?? null,
    copied: [],
    bytes: stats.size,
    mtime_ms: stats.mtimeMs,
    compressed: name?.compressed ?? path.endsWith(".zst"),
  };
}

function isSooner(a: Subject, b: Subject): boolean {
  return a.compressed === b.compressed ? a.bytes > b.bytes : b.compressed;
}
