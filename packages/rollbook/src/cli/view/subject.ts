// What is to be shown: the homes, or what a path names, and the session that is shown first.

import { openCatalogue } from "../../home/index.ts";
import type { Invocation } from "../command.ts";
import type { Console } from "../console.ts";
import { EXIT, Failure } from "../exit.ts";
import { requireHomes } from "../homes.ts";
import { describeReadError } from "../input.ts";
import { chooseThread, describeUnknown, homesOf, isPath } from "../operand.ts";

export interface Shown {
  /** Homes, directories or a file. */
  readonly homes: readonly string[];
  /** The file of the session that is shown first. */
  readonly open: string | null;
}

/** Throws `Failure` for what is not there, and for a word that means no session or several. */
export function subjectOf(invocation: Invocation, console: Console): Shown {
  const [operand] = invocation.operands;
  if (operand === "-")
    throw new Failure(EXIT.usage, "standard input cannot be shown; name a session, a file or a directory");
  if (operand !== undefined && isPath(operand)) return at(operand);
  const homes = homesOf(invocation, console.env);
  requireHomes(homes);
  if (operand === undefined) return { homes, open: null };
  const found = chooseThread(openCatalogue(homes), operand, console.note);
  if (found === null) throw new Failure(EXIT.input, describeUnknown(operand, homes));
  return { homes, open: found.rollout.stem.path };
}

function at(path: string): Shown {
  const library = openCatalogue([path]);
  const [problem] = library.problems;
  if (library.given.get(path) === undefined && problem !== undefined) {
    throw new Failure(EXIT.input, describeReadError(problem.error));
  }
  const files = library.given.get(path) ?? [];
  return { homes: [path], open: files.length === 1 ? (files[0]?.path ?? null) : null };
}
