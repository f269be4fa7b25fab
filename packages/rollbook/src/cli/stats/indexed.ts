// What an index knows to have been spent, in the place of counting it again.

import type { Cell } from "rollbook-core/usage";
import type { SessionFiles } from "../../home/index.ts";
import { findIndex, knownFacets, knownHeads, type KnownFacets } from "../../refresh/index.ts";
import { gather, readOperands, type Asked } from "./gather.ts";
import type { Outcome } from "./job.ts";
import { countSubjects, type Counted, type Counting } from "./read.ts";
import { daysIn } from "./zone.ts";

type Env = Readonly<Record<string, string | undefined>>;

/**
 * As `countFiles`, and the same to the last token: files that are as they were indexed are not read. Null where no index
 * can tell. For the prices that are built in.
 */
export async function countIndexed(asked: Asked, counting: Counting, env: Env): Promise<Counted | null> {
  const { homes, operands } = asked;
  const { paths } = readOperands(asked);
  if ((operands.length > 0 && paths.length > 0) || homes.every((home) => findIndex(home, env) === null)) return null;
  const dayOf = daysIn(counting.job.timezone);
  const heads = knownHeads(homes, env);
  const { subjects, sessions, problems } = gather(asked, heads);
  heads.close();
  const told = new Map<string, Outcome>();
  const known = knownFacets(homes, env);
  for (const { session, files } of sessions()) {
    const cells = cellsIn(known, files, session);
    if (cells === null) continue;
    const days = cells.map((cell) => ({ ...cell, day: cell.day === null ? null : dayOf(`${cell.day}:00Z`) }));
    // An index adds the files of a session up.
    for (const [part, { path }] of files.parts.entries()) told.set(path, outcomeOf(part === 0 ? days : []));
  }
  known.close();
  const left = subjects.filter(({ path }) => !told.has(path));
  const late = await countSubjects(left, counting);
  const outcomes = new Map(left.map((subject, index) => [subject, late[index]]));
  const files = subjects.map((subject) => ({
    subject,
    outcome: told.get(subject.path) ?? (outcomes.get(subject) as Outcome),
  }));
  return { files, sessions, problems };
}

/** Null also where reading might find something to be said of the files. */
function cellsIn(known: KnownFacets, files: SessionFiles, session: string): readonly Cell[] | null {
  const found = known.of(files, session);
  if (found === null) return null;
  const { eras, complete, unknown_types } = found.facets;
  return complete && eras.length > 0 && Object.keys(unknown_types).length === 0 ? found.cells : null;
}

function outcomeOf(cells: readonly Cell[]): Outcome {
  return { usage: { head: null, thread_id: null, cells }, problem: null };
}
