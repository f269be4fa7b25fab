// The settings a Codex run would have, as far as they say which endpoint it asks: files, profile, command line.

import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parse } from "smol-toml";
import type { CommandLine, Table } from "./words.ts";

/** What counts for the whole machine, on systems that have it. */
const SYSTEM = "/etc/codex/config.toml";

/** Later ones count more. Files that are not there or no TOML say nothing: Codex itself will complain. */
export function readSettings(codexHome: string, line: CommandLine): Table {
  const files = [SYSTEM, join(codexHome, "config.toml")].map(readToml);
  let settings = files.reduce(merged, {});
  const named = line.overrides.findLast(({ path }) => path.join(".") === "profile")?.value ?? settings["profile"];
  const profile = line.profile ?? (typeof named === "string" ? named : null);
  if (profile !== null) {
    // Tables of the one file before, files of their own since.
    settings = merged(settings, table(table(settings["profiles"])[profile]));
    if (!/[/\\]/.test(profile)) settings = merged(settings, readToml(join(codexHome, `${profile}.config.toml`)));
  }
  return line.overrides.reduce((all, { path, value }) => placed(all, path, value), settings);
}

/** The settings of a project, from `cwd` upwards, that say which endpoint is asked: the file, or null. */
export function findProjectEndpoint(cwd: string, codexHome: string): string | null {
  for (let directory = resolve(cwd); ; directory = dirname(directory)) {
    const place = join(directory, ".codex");
    const path = join(place, "config.toml");
    const told = resolve(codexHome) === place ? {} : readToml(path);
    if (["model_provider", "model_providers", "openai_base_url"].some((key) => key in told)) return path;
    if (dirname(directory) === directory) return null;
  }
}

function readToml(path: string): Table {
  try {
    return parse(readFileSync(path, "utf8"));
  } catch {
    return {};
  }
}

export function table(value: unknown): Table {
  const isTable = typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);
  return isTable ? { ...value } : {};
}

function isTable(value: unknown): boolean {
  return Object.keys(table(value)).length > 0;
}

function merged(below: Table, above: Table): Table {
  const all: Record<string, unknown> = { ...below };
  for (const [key, value] of Object.entries(above)) {
    all[key] = isTable(value) && isTable(below[key]) ? merged(table(below[key]), table(value)) : value;
  }
  return all;
}

function placed(all: Table, path: readonly string[], value: unknown): Table {
  const [first = "", ...rest] = path;
  return merged(all, { [first]: rest.length === 0 ? value : placed({}, rest, value) });
}
