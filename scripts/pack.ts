// Makes the directories that are published: .cache/pack/rollbook (the bundle) and .cache/pack/rollbook-core (JavaScript
// and types), each with a manifest that no longer speaks of the workspace.
//
// node scripts/pack.ts           then, in each directory: npm publish

import { spawnSync } from "node:child_process";
import { copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { buildWeb } from "../packages/web/build.ts";
import { build } from "./build.ts";
import { CACHE, CORE, PROGRAM, ROOT } from "./repository.ts";

type Manifest = Record<string, unknown> & { readonly exports?: Readonly<Record<string, string>> };

/** Makes both directories afresh and gives their paths. */
export async function pack(
  directory = join(CACHE, "pack"),
): Promise<{ readonly program: string; readonly core: string }> {
  const program = join(directory, "rollbook");
  const core = join(directory, "rollbook-core");
  rmSync(directory, { recursive: true, force: true });
  for (const place of [program, core]) {
    mkdirSync(place, { recursive: true });
    for (const name of ["LICENSE", "README.md", "CHANGELOG.md"]) copyFileSync(join(ROOT, name), join(place, name));
  }
  await packProgram(program);
  packCore(core);
  return { program, core };
}

async function packProgram(place: string): Promise<void> {
  await build(join(place, "dist"));
  await buildWeb(join(place, "dist/web"));
  cpSync(join(PROGRAM, "bin"), join(place, "bin"), { recursive: true });
  // Everything it depends on is in the bundle.
  const { dependencies: _, ...manifest } = readManifest(PROGRAM);
  writeManifest(place, { ...manifest, files: ["bin", "dist", "CHANGELOG.md"] });
}

function packCore(place: string): void {
  const compiler = join(ROOT, "node_modules/typescript/bin/tsc");
  const options = [
    "--noEmit",
    "false",
    "--declaration",
    "--rootDir",
    join(CORE, "src"),
    "--outDir",
    join(place, "dist"),
  ];
  const { status, stdout } = spawnSync(process.execPath, [compiler, "-p", CORE, ...options], { encoding: "utf8" });
  if (status !== 0) throw new Error(`core does not compile:\n${stdout}`);
  const manifest = readManifest(CORE);
  const compiled = (source: string, extension: string): string =>
    source.replace(/^\.\/src\//, "./dist/").replace(/\.ts$/, extension);
  const exports = Object.entries(manifest.exports ?? {}).map(([entry, source]) => [
    entry,
    { types: compiled(source, ".d.ts"), default: compiled(source, ".js") },
  ]);
  writeManifest(place, { ...manifest, exports: Object.fromEntries(exports), files: ["dist", "CHANGELOG.md"] });
}

function readManifest(place: string): Manifest {
  return JSON.parse(readFileSync(join(place, "package.json"), "utf8")) as Manifest;
}

function writeManifest(place: string, manifest: Manifest): void {
  writeFileSync(join(place, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { program, core } = await pack();
  console.log(`${program}\n${core}`);
}
