// The sessions of homes, as far as a page needs to know of them: all, or those that names tell it is made of.

import { findNamed, openCatalogue, type FoundFile, type Library } from "../../home/index.ts";
import { listAll, namesOf, narrow, type Listed, type Names, type Question } from "../../listing/index.ts";
import { findIndex, knownHeads, knownNames, type KnownHeads } from "../../refresh/index.ts";
import { beginningOf } from "./short.ts";

export interface Looked {
  readonly library: Library;
  readonly all: readonly Listed[];
  /** Sessions there are, more than `all` where names told which of them the page is made of. */
  readonly total: number;
  /** Of all there are, at least those that begin as one of `all` does. */
  readonly ids: Iterable<string | null>;
}

type Env = Readonly<Record<string, string | undefined>>;

/** A page of so many files may hold much. */
const MANY = 200;

/** `many` is called as soon as it is seen that there are many files and that no index may know of them. */
export function lookOver(homes: readonly string[], question: Question, env: Env, many: () => void = () => {}): Looked {
  const heads = knownHeads(homes, env);
  try {
    const few = homes.length === 1 ? lookAtFew(homes[0] ?? "", question, heads, env, many) : null;
    if (few !== null) return few;
    const library = openCatalogue(homes, heads);
    const all = listAll(library);
    return { library, all, total: all.length, ids: all.map(({ id }) => id) };
  } finally {
    heads.close();
  }
}

/** Null where names do not tell. */
function lookAtFew(home: string, question: Question, heads: KnownHeads, env: Env, many: () => void): Looked | null {
  const known = knownNames(home, env);
  try {
    if (known !== null) return fewOf(known, question, heads);
  } catch {
    // An index that turns out to be damaged is none.
  } finally {
    known?.close();
  }
  const files = quietFiles(home);
  if (files.length >= MANY && findIndex(home, env) === null) many();
  return fewOf(namesOf(files), question, heads);
}

function fewOf(names: Names, question: Question, heads: KnownHeads): Looked | null {
  const narrowed = narrow(names, question);
  if (narrowed === null) return null;
  const library = openCatalogue(narrowed.paths, heads);
  const listed = listAll(library);
  const chosen = narrowed.choose(listed);
  if (chosen === null) return null;
  const { all, total } = chosen;
  const beginnings = new Set(all.map(({ id }) => beginningOf(id?.toLowerCase() ?? "")));
  // Files of other names tell their ids only now.
  const ids = [...names.beginningWith(beginnings), ...listed.map(({ id }) => id)];
  return { library, all, total, ids };
}

/** None where there is something to be said of the home but its files. */
function quietFiles(home: string): readonly FoundFile[] {
  try {
    const { files, problems } = findNamed(home);
    return problems.length === 0 ? files : [];
  } catch {
    // Opening it says why.
    return [];
  }
}
