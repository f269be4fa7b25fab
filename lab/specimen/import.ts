// Copies scenarios of a corpus directory (`<label>/<scenario>/…`) into `specimens/<era>/<label>/<scenario>/`.

import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { eraOfFile, newestEra, plainBytes, SPECIMEN_ERAS, type SpecimenEra } from "./evidence.ts";
import { isCompanion, isFurtherAnswer, isSessionFile, LARGEST_COMMITTED, listFiles } from "./scenario-files.ts";

export interface ImportCount {
  readonly scenarios: number;
  readonly sessions: number;
  readonly bytes: number;
  /** Session files left out for their size. */
  readonly leftOut: readonly string[];
}

function directoriesIn(path: string): string[] {
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .toSorted();
}

/** Companions name the thread they describe; those of a session that was left out are left out too. */
function belongsTo(companion: string, kept: readonly string[]): boolean {
  const thread = /\.([0-9a-f-]{36})\.json$/.exec(companion)?.[1];
  return thread === undefined || kept.some((session) => session.includes(thread));
}

/** Imports one scenario directory, replacing what stood there; null when none of its sessions is small enough. */
export function importScenario(
  from: string,
  label: string,
  scenario: string,
  root: string,
): { era: SpecimenEra; sessions: string[]; leftOut: string[] } | null {
  const files = listFiles(from);
  const sessions = files.filter(isSessionFile);
  const kept = sessions.filter((path) => statSync(join(from, path)).size < LARGEST_COMMITTED);
  const era = newestEra(sessions.map((path) => eraOfFile(path, plainBytes(path, readFileSync(join(from, path))))));
  const leftOut = sessions.filter((path) => !kept.includes(path));
  if (era === null || kept.length === 0) return null;
  for (const known of SPECIMEN_ERAS) rmSync(join(root, known, label, scenario), { recursive: true, force: true });
  const to = join(root, era, label, scenario);
  const companions = files.filter(
    (path) => (isCompanion(path) || isFurtherAnswer(label, scenario, path)) && belongsTo(path, kept),
  );
  for (const path of [...kept, ...companions]) {
    mkdirSync(dirname(join(to, path)), { recursive: true });
    copyFileSync(join(from, path), join(to, path));
  }
  return { era, sessions: kept, leftOut };
}

export function importCorpus(corpus: string, root: string): ImportCount {
  let scenarios = 0;
  let sessions = 0;
  let bytes = 0;
  const leftOut: string[] = [];
  for (const label of directoriesIn(corpus)) {
    for (const scenario of directoriesIn(join(corpus, label))) {
      const from = join(corpus, label, scenario);
      const done = importScenario(from, label, scenario, root);
      if (done === null) {
        leftOut.push(
          ...listFiles(from)
            .filter(isSessionFile)
            .map((path) => `${label}/${scenario}/${path}`),
        );
        continue;
      }
      scenarios++;
      sessions += done.sessions.length;
      for (const path of done.sessions) bytes += statSync(join(from, path)).size;
      leftOut.push(...done.leftOut.map((path) => `${label}/${scenario}/${path}`));
    }
  }
  return { scenarios, sessions, bytes, leftOut };
}
