// The session files tests read: those committed under specimens/, and those of ROLLBOOK_CORPUS where it is set.

import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { plainBytes, SPECIMEN_ERAS } from "./evidence.ts";
import { isSessionFile, listFiles } from "./scenario-files.ts";

export const SPECIMENS = fileURLToPath(new URL("../../specimens", import.meta.url));

/** A scenario as Codex left it: `<label>/<scenario>/{home/…, script.json, runs.json, app-server…/}`. */
export interface Scenario {
  readonly label: string;
  readonly name: string;
  readonly directory: string;
  /** Absolute paths of its session files, sorted. */
  readonly files: readonly string[];
}

/** Every scenario of the specimens; with ROLLBOOK_CORPUS also those of that directory, files of any size. */
export function listScenarios(): readonly Scenario[] {
  const committed = SPECIMEN_ERAS.flatMap((era) => scenariosIn(join(SPECIMENS, era)));
  const corpus = process.env["ROLLBOOK_CORPUS"];
  return corpus === undefined || corpus === "" ? committed : [...committed, ...scenariosIn(corpus)];
}

function scenariosIn(root: string): readonly Scenario[] {
  return directories(root).flatMap((label) =>
    directories(join(root, label)).map((name) => {
      const directory = join(root, label, name);
      const files = listFiles(directory).filter(isSessionFile);
      return { label, name, directory, files: files.map((file) => join(directory, file)) };
    }),
  );
}

function directories(root: string): readonly string[] {
  if (!existsSync(root)) return [];
  return readdirSync(root)
    .filter((name) => statSync(join(root, name)).isDirectory())
    .toSorted();
}

/** A session file's bytes, unpacked. */
export function sessionBytes(path: string): Buffer {
  return Buffer.from(plainBytes(path, readFileSync(path)));
}
