// `node bench/program.ts`: lays out what is measured as it is published: bundled, without the sources `bin` would prefer.

import { cpSync, existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { buildWeb } from "../packages/web/build.ts";
import { build } from "../scripts/build.ts";
import { FOLDER } from "./files.ts";

/** The start files of what is measured; null for what there is none of. */
export interface Built {
  readonly program: string | null;
  readonly job: string;
  readonly memory: string;
}

const source = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The program's package, built afresh. */
async function layOutProgram(): Promise<string> {
  const target = join(FOLDER, "program");
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  for (const name of ["bin", "package.json"]) {
    cpSync(join(source("../packages/rollbook"), name), join(target, name), { recursive: true });
  }
  await build(join(target, "dist"));
  await buildWeb(join(target, "dist/web"));
  return join(target, "bin/rollbook.js");
}

/** The jobs, each with what it needs: Node's own reading of TypeScript would cost time and memory that no user pays. */
async function bundleJobs(): Promise<Pick<Built, "job" | "memory">> {
  const dir = join(FOLDER, "jobs");
  rmSync(dir, { recursive: true, force: true });
  const recording = source("../packages/rollbook/src/recorder/tap/worker.ts");
  const input = { job: source("job.ts"), memory: source("memory.ts"), "record-worker": recording };
  const bundle = await rolldown({ input, platform: "node" });
  await bundle.write({ dir, format: "esm", entryFileNames: "[name].js" });
  await bundle.close();
  return { job: join(dir, "job.js"), memory: join(dir, "memory.js") };
}

/** What does not bundle is measured as it is in the repository, and that is said. */
async function otherwise<T>(made: Promise<T>, instead: T): Promise<T> {
  try {
    return await made;
  } catch (error) {
    process.stderr.write(`measured from its sources, for it does not bundle: ${String(error)}\n`);
    return instead;
  }
}

const bin = source("../packages/rollbook/bin/rollbook.js");
const program = await otherwise<string | null>(layOutProgram(), existsSync(bin) ? bin : null);
const jobs = await otherwise(bundleJobs(), { job: source("job.ts"), memory: source("memory.ts") });
process.stdout.write(JSON.stringify({ program, ...jobs } satisfies Built));
