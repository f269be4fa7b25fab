// The sessions behind the operands of a command line, each with all of its files.

import { chainOf, type Catalogue, type CataloguedThread, type Rollout } from "rollbook-core";
import { openCatalogue, sessionFiles, STDIN, type Library } from "../../home/index.ts";
import { describeReadError } from "../input.ts";
import { chooseThread, describeEmpty, describeUnknown, isPath } from "../operand.ts";
import { singleFile, STANDARD_INPUT, type Source, type Sources } from "./sources.ts";

export interface Asked {
  readonly operands: readonly string[];
  /** Where words are looked up. */
  readonly homes: readonly string[];
  readonly withCopied: boolean;
  readonly note: (line: string) => void;
}

/**
 * Each thread comes once, where the first of its files stands: files as they were given, those of a directory in the
 * order they were begun. One session alone begins with what it inherited; of several each tells its own, unless copies
 * are asked for. Throws `Failure` for a word that means several threads.
 */
export function findSessions({ operands, homes, withCopied, note }: Asked): Sources {
  const words = operands.filter((operand) => !isPath(operand));
  const library = openCatalogue([...new Set([...operands.filter(isFile), ...(words.length > 0 ? homes : [])])]);
  const { catalogue } = library;
  const asked = new Map<CataloguedThread | null, Set<Rollout>>();
  const problems: string[] = [];
  const ask = (rollouts: readonly Rollout[]): void => {
    for (const rollout of rollouts) {
      const thread = catalogue.threadOf(rollout);
      const known = asked.get(thread) ?? new Set();
      for (const each of ownFiles(catalogue, rollout)) known.add(each);
      asked.set(thread, known);
    }
  };
  const remarks = copiesIn(library, operands);
  for (const operand of operands) {
    if (operand === STDIN) asked.set(null, new Set());
    else if (isPath(operand)) {
      ask((library.given.get(operand) ?? []).flatMap(({ path }) => library.at(path) ?? []));
      problems.push(...problemsOf(library, operand));
    } else {
      const found = chooseThread(library, operand, note);
      if (found === null) problems.push(describeUnknown(operand, homes));
      else ask(found.thread.rollouts);
    }
  }
  const inherit = withCopied || asked.size === 1;
  const sources = [...asked].map(([thread, rollouts]) =>
    thread === null
      ? STANDARD_INPUT
      : sourceOf(
          library,
          thread.rollouts.filter((each) => rollouts.has(each)),
          inherit,
        ),
  );
  return { sources, problems, remarks };
}

function isFile(operand: string): boolean {
  return operand !== STDIN && isPath(operand);
}

/** The files of its own thread that a rollout goes on from, and itself. */
function ownFiles(catalogue: Catalogue, rollout: Rollout): Rollout[] {
  const paths = new Set(chainOf(catalogue, rollout).files.map(({ path }) => path));
  return catalogue.threadOf(rollout).rollouts.filter(({ stem }) => paths.has(stem.path));
}

/** The session that rollouts of one thread hold, oldest first; `inherit` adds what the first of them goes on from. */
export function sourceOf(library: Library, own: readonly Rollout[], inherit: boolean): Source {
  const [first] = own;
  if (first === undefined) throw new Error("a session has a file");
  const { path, name, header, size } = first.stem;
  const source = singleFile(path, name, size);
  if (own.length === 1 && header.base === null) return { ...source, copied: first.copied };
  const chain = sessionFiles(library, own, inherit);
  const bytes = chain.parts.reduce((sum, part) => sum + (library.at(part.path)?.stem.size ?? 0), 0);
  return { ...source, bytes, chain };
}

function problemsOf(library: Library, operand: string): string[] {
  const inside = library.problems.filter(({ path }) => path === operand);
  const empty = library.empty.filter(({ path }) => path === operand);
  return [
    ...inside.map(({ error }) => describeReadError(error)),
    ...empty.map(({ path, kind }) => describeEmpty(path, kind === "home")),
  ];
}

/** Files that were given, and hold only what another one tells. */
function copiesIn(library: Library, operands: readonly string[]): string[] {
  const given = operands.flatMap((operand) => library.given.get(operand) ?? []);
  const copies = given.filter(({ path }) => library.at(path)?.stem.path !== path);
  const [first] = copies;
  if (first === undefined) return [];
  const more = copies.length === 1 ? "" : ` and ${copies.length - 1} more`;
  return [`${first.path}${more} left aside: another file holds the same rollout, or more of it`];
}
