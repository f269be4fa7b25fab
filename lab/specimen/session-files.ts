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

/** What was listed and read before in this process: many test files ask for the same, and nothing may change it. */
let listed: readonly Scenario[] | undefined;
const read = new Map<string, Buffer>();

/** Every scenario of the specimens; with ROLLBOOK_CORPUS also those of that directory, files of any size. */
export function listScenarios(): readonly Scenario[] {
  if (listed !== undefined) return listed;
  const committed = SPECIMEN_ERAS.flatMap((era) => scenariosIn(join(SPECIMENS, era)));
  const corpus = process.env["ROLLBOOK_CORPUS"];
  listed = corpus === undefined || corpus === "" ? committed : [...committed, ...scenariosIn(corpus)];
  return listed;
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

/** A session file's bytes, unpacked: a copy of the caller's own. */
export function sessionBytes(path: string): Buffer {
  const before = read.get(path);
  if (before !== undefined) return Buffer.from(before);
  const bytes = Buffer.from(plainBytes(path, readFileSync(path)));
  if (!path.startsWith(SPECIMENS)) return bytes;
  read.set(path, bytes);
  return Buffer.from(bytes);
}
