// The names a package exports, entry by entry: a contract, because taking one away breaks somebody.

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseSync } from "rolldown/utils";

/** A text with one line per exported name, sorted: `rollbook-core/schema: type Session`. */
export function listExports(directory: string): string {
  const manifest = JSON.parse(readFileSync(join(directory, "package.json"), "utf8")) as {
    readonly name: string;
    readonly exports: Readonly<Record<string, string>>;
  };
  const lines = Object.entries(manifest.exports).flatMap(([entry, file]) =>
    [...exportsOf(join(directory, file))].map(
      ([name, isType]) => `${join(manifest.name, entry)}: ${isType ? "type " : ""}${name}`,
    ),
  );
  return `${lines.toSorted().join("\n")}\n`;
}

/** Exported names of a file, with true for those that are types only. */
function exportsOf(file: string): Map<string, boolean> {
  const source = readFileSync(file, "utf8");
  const { module } = parseSync(file, source);
  const types = typeNames(source);
  const found = new Map<string, boolean>();
  const add = (name: string, isType: boolean): void => void found.set(name, isType && (found.get(name) ?? true));
  for (const { entries } of module.staticExports) {
    for (const { moduleRequest, importName, exportName, isType } of entries) {
      const target = moduleRequest?.value.startsWith(".") ? join(dirname(file), moduleRequest.value) : null;
      if (exportName.name === null && target !== null) {
        for (const [name, type] of exportsOf(target)) if (name !== "default") add(name, type || isType);
      } else if (exportName.name !== null) {
        const inner =
          target === null || !importName.name ? types.has(exportName.name) : exportsOf(target).get(importName.name);
        add(exportName.name, isType || inner === true);
      }
    }
  }
  return found;
}

function typeNames(source: string): Set<string> {
  const values = new Set(
    [...source.matchAll(/^export (?:declare )?(?:const|let|function\*?|async function|class|enum) (\w+)/gm)].flatMap(
      (m) => m[1] ?? [],
    ),
  );
  const types = [...source.matchAll(/^export (?:declare )?(?:type|interface) (\w+)/gm)].flatMap((m) => m[1] ?? []);
  return new Set(types.filter((name) => !values.has(name)));
}
