// Codex homes that a command is about: they must be there.

import { lstatSync } from "node:fs";
import { isDirectory } from "../home/index.ts";
import { EXIT, Failure } from "./exit.ts";

/** Throws `Failure` (input) for the first that is no directory. */
export function requireHomes(homes: readonly string[]): void {
  for (const home of homes) {
    if (isDirectory(home)) continue;
    const there = lstatSync(home, { throwIfNoEntry: false }) !== undefined;
    const why = there ? "it is no directory that can be read" : "there is no such directory";
    throw new Failure(EXIT.input, `cannot read the codex home ${home}: ${why}; --home names another`);
  }
}
