// Which program a command line is about.

import { programName } from "./argv.ts";
import { readScript } from "./script.ts";

/** They only prepare what follows. */
const PREPARING: ReadonlySet<string> = new Set(
  "cd pushd popd export unset set shopt umask ulimit source . : true sleep".split(" "),
);

/** Longer names are no programs. */
const LONGEST = 64;

/**
 * The first program that a script names and that does more than prepare, such as `npm` in `cd web && CI=1 npm test`;
 * without its folder. Null where none is named, or the script is not understood.
 */
export function leadingProgram(script: string): string | null {
  const names = (readScript(script)?.commands ?? []).flatMap(({ name }) => {
    const value = name?.value ?? null;
    return value === null || value === "" ? [] : [programName(value)];
  });
  const program = names.find((name) => !PREPARING.has(name)) ?? names[0];
  return program === undefined || program === "" || program.length > LONGEST ? null : program;
}
