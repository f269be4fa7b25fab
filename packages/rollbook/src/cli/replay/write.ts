// Writes replayed files below a folder: through no link, over nothing unless told, and nothing if something is in the way.

import { chmodSync, lstatSync, mkdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { EXIT, Failure } from "../exit.ts";
import { findCodexHome } from "../../home/index.ts";
import { outputFailure } from "../output/descriptor.ts";

export interface FileToWrite {
  /** Below the folder, with slashes. */
  readonly place: string;
  readonly text: string;
  readonly executable: boolean;
}

/**
 * Makes the folder where it is not there, and the files in it. Throws `Failure`: usage where something is in the way,
 * before anything is written; output where writing fails.
 */
export function writeFiles(
  folder: string,
  files: readonly FileToWrite[],
  overwrite: boolean,
  env: Readonly<Record<string, string | undefined>>,
): void {
  const target = realFolder(folder);
  const home = findCodexHome(join(target, "."), env) ?? findCodexHome(join(target, "any"), env);
  if (home !== null)
    throw new Failure(EXIT.usage, `${folder} lies inside the codex home ${home}, where rollbook never writes`);
  for (const { place } of files) {
    const obstacle = obstacleTo(target, place, overwrite);
    if (obstacle !== null) throw new Failure(EXIT.usage, `${join(folder, obstacle.at)} ${obstacle.why}`);
  }
  try {
    mkdirSync(target, { recursive: true });
    for (const file of files) writeFile(target, file);
  } catch (error) {
    throw outputFailure(folder, error);
  }
}

/** The folder with its links resolved, as far as it is there. */
function realFolder(folder: string): string {
  const absolute = resolve(folder);
  const there = lstatSync(absolute, { throwIfNoEntry: false });
  try {
    if (there === undefined) {
      const above = dirname(absolute);
      return above === absolute ? absolute : join(realFolder(above), absolute.slice(above.length));
    }
    return realpathSync(absolute);
  } catch (error) {
    throw outputFailure(folder, error);
  }
}

function obstacleTo(target: string, place: string, overwrite: boolean): { at: string; why: string } | null {
  const steps = place.split("/");
  for (let count = 1; count <= steps.length; count += 1) {
    const at = steps.slice(0, count).join("/");
    const there = lstatSync(join(target, at), { throwIfNoEntry: false });
    if (there === undefined) return null;
    if (there.isSymbolicLink())
      return { at, why: "is a symbolic link, which is never followed; choose another folder" };
    if (count < steps.length) {
      if (!there.isDirectory()) return { at, why: "is a file where a folder is needed; choose another folder" };
      continue;
    }
    if (!there.isFile()) return { at, why: "is no file; choose another folder" };
    if (!overwrite) return { at, why: "exists already; choose another folder, or say --overwrite" };
  }
  return null;
}

function writeFile(target: string, { place, text, executable }: FileToWrite): void {
  const path = join(target, place);
  mkdirSync(dirname(path), { recursive: true });
  // What stands there is taken away, so that a file of several names keeps its text under the others.
  rmSync(path, { force: true });
  writeFileSync(path, text, { flag: "wx" });
  if (executable) chmodSync(path, 0o755);
}
