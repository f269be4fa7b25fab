// Bundles the program: packages/rollbook/dist/rollbook.js, its workers, and the chunks they load when needed.
//
// node scripts/build.ts          takes about a second, and a few more for the viewer beside it, dist/web

import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { rolldown } from "rolldown";
import { buildWeb } from "../packages/web/build.ts";
import { PROGRAM } from "./repository.ts";

/** Builds afresh and gives the names and sizes in bytes of the files written. */
export async function build(directory = join(PROGRAM, "dist")): Promise<ReadonlyMap<string, number>> {
  rmSync(directory, { recursive: true, force: true });
  const bundle = await rolldown({
    input: {
      rollbook: join(PROGRAM, "src/cli/main.ts"),
      worker: join(PROGRAM, "src/cli/actions/worker.ts"),
      "book-worker": join(PROGRAM, "src/server/viewer/book/worker.ts"),
      "list-worker": join(PROGRAM, "src/cli/list/worker.ts"),
      "index-worker": join(PROGRAM, "src/refresh/worker.ts"),
      "record-worker": join(PROGRAM, "src/recorder/tap/worker.ts"),
      "record-guard": join(PROGRAM, "src/recorder/guard/main.ts"),
      "stats-worker": join(PROGRAM, "src/cli/stats/stats-worker.ts"),
      "work-worker": join(PROGRAM, "src/cli/stats/work-worker.ts"),
      wide: join(PROGRAM, "src/cli/format/wide.ts"),
    },
    platform: "node",
  });
  const { output } = await bundle.write({
    dir: directory,
    // Node starts these in less time than modules, whose imports of its own parts load what nobody asks for.
    format: "cjs",
    minify: true,
    // All files stand side by side: the worker is found beside the chunk that starts it.
    entryFileNames: "[name].js",
    chunkFileNames: "[name]-[hash].js",
  });
  await bundle.close();
  writeFileSync(join(directory, "package.json"), '{"type":"commonjs"}\n');
  return new Map(
    output.map((file) => [file.fileName, file.type === "chunk" ? Buffer.byteLength(file.code) : file.source.length]),
  );
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const [name, bytes] of await build()) console.log(`${String(bytes).padStart(9)}  ${name}`);
  await buildWeb(join(PROGRAM, "dist/web"));
}
