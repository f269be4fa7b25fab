// The check that everyone keeps the import law.
//
// node scripts/imports.ts        checks the repository; one line per offence, exit code 1 if there is any

import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { pathToFileURL } from "node:url";
import { parseSync } from "rolldown/utils";
import { CORE, LAW, type Room } from "./law.ts";

export interface Offence {
  readonly file: string;
  readonly imported: string;
  readonly reason: string;
}

/** The offences of one file. `file` and the answers are paths from the repository's root, with slashes. */
export function judge(file: string, source: string, law: readonly Room[] = LAW): Offence[] {
  const own = roomOf(file, law);
  if (own === null) return [];
  return importsOf(file, source).flatMap(({ from, names }) => {
    const reason = from.startsWith(".")
      ? offenceInside(file, own, posix.join(posix.dirname(file), from), law)
      : offenceOutside(file, own, from, names);
    return reason === null ? [] : [{ file, imported: from, reason }];
  });
}

function offenceInside(file: string, own: Room, target: string, law: readonly Room[]): string | null {
  const room = roomOf(target, law);
  if (room === null) return target.endsWith(".json") ? null : `${target} belongs to no room`;
  if (TOOLS.test(target) && !isTest(file)) return `${target} is for tests`;
  if (room === own) return null;
  if (isTest(file) && room.name === "lab") return null;
  if (!own.rooms.includes(room.name)) return `${own.name} may not import ${room.name}`;
  const face = room.face ?? ["index.ts"];
  // Tests may look behind the face.
  if (face.some((name) => name === "*" || target === room.files + name) || isTest(file)) return null;
  return `${room.name} is imported through its ${face.join(", ")} only`;
}

function offenceOutside(file: string, own: Room, imported: string, names: readonly string[] | null): string | null {
  if (isTest(file) && !CORE.includes(imported)) return null;
  const whole = own.packages.some((name) =>
    name.endsWith("/") || name.endsWith(":") ? imported.startsWith(name) : imported === name,
  );
  if (whole) return null;
  const strangers = names?.filter((name) => !own.packages.includes(`${imported}#${name}`)) ?? ["everything"];
  if (strangers.length === 0 && names !== null && names.length > 0) return null;
  const some = own.packages.some((name) => name.startsWith(`${imported}#`));
  return `${own.name} may not import ${some ? `${strangers.join(", ")} of ` : ""}the package ${imported}`;
}

function roomOf(file: string, law: readonly Room[]): Room | null {
  const rooms = law.filter(({ files }) => file.startsWith(files));
  return rooms.reduce<Room | null>((best, room) => (best && best.files.length > room.files.length ? best : room), null);
}

/** What tests share; nobody else may import it. */
const TOOLS = /\.tools\.ts$/;

function isTest(file: string): boolean {
  return file.endsWith(".test.ts") || TOOLS.test(file);
}

interface Import {
  readonly from: string;
  /** The names taken; null when it is all of them (`*`, a default, a dynamic import). */
  readonly names: readonly string[] | null;
}

function importsOf(file: string, source: string): Import[] {
  const { module } = parseSync(file, source);
  const found = new Map<string, string[] | null>();
  const add = (from: string, kind: string, name: string | null | undefined): void => {
    const names = found.get(from);
    found.set(from, kind !== "Name" || names === null || !name ? null : [...(names ?? []), name]);
  };
  for (const { moduleRequest, entries } of module.staticImports) {
    if (entries.length === 0) add(moduleRequest.value, "None", null);
    for (const { importName } of entries) add(moduleRequest.value, importName.kind, importName.name);
  }
  for (const { entries } of module.staticExports) {
    for (const { moduleRequest, importName } of entries) {
      if (moduleRequest) add(moduleRequest.value, importName.kind, importName.name);
    }
  }
  for (const { moduleRequest } of module.dynamicImports) {
    // An import of a computed name cannot be judged; there is one, in the bin, which is no room.
    const literal = /^["'](.*)["']$/s.exec(source.slice(moduleRequest.start, moduleRequest.end));
    if (literal?.[1] !== undefined) add(literal[1], "Dynamic", null);
  }
  return [...found].map(([from, names]) => ({ from, names }));
}

/** All offences of the repository that are not listed as debts, and the debts that are no longer owed. */
export function checkImports(root: string): {
  readonly offences: readonly Offence[];
  readonly paid: readonly string[];
} {
  const files = ["packages", "scripts", "lab", "bench", "journeys"].flatMap((directory) =>
    readdirSync(join(root, directory), { recursive: true, encoding: "utf8" })
      .map((name) => posix.join(directory, name.replaceAll("\\", "/")))
      .filter((name) => /\.tsx?$/.test(name) && !/(^|\/)(node_modules|dist|\.cache)\//.test(name)),
  );
  const all = files.flatMap((file) => judge(file, readFileSync(join(root, file), "utf8")));
  const key = ({ file, imported }: Offence): string => `${file} -> ${imported}`;
  return {
    offences: all.filter((offence) => !DEBTS.includes(key(offence))),
    paid: DEBTS.filter((debt) => !all.some((offence) => key(offence) === debt)),
  };
}

/** Offences we live with for now, as `file -> import`. Empty is the rule; whoever adds one says here why. */
const DEBTS: readonly string[] = [];

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { offences, paid } = checkImports(dirname(import.meta.dirname));
  for (const { file, imported, reason } of offences) console.log(`${file}: ${imported}: ${reason}`);
  for (const debt of paid) console.log(`paid, take it off the list of debts: ${debt}`);
  process.exitCode = offences.length + paid.length > 0 ? 1 : 0;
}
