// What of config.toml, version.json and AGENTS.md matters for sessions. Only what is named here is ever told.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse, TomlError } from "smol-toml";
import { statRegular } from "../regular.ts";
import type { ConfigReport, Problem, VersionReport } from "./contract.ts";

/** What is larger was not written by hand, and need not be read to say so. */
const LARGEST = 1 << 24;

type Table = Readonly<Record<string, unknown>>;

export interface ReadConfig {
  readonly config: ConfigReport | null;
  readonly problem: Problem | null;
}

/** Keys, tokens, headers and the values of environments are in it as well: it is told by a list of what is harmless. */
export function readConfig(home: string): ReadConfig {
  const path = join(home, "config.toml");
  const { text, why } = textOf(path);
  if (text === null) return { config: null, problem: why === null ? null : { kind: "config", path, message: why } };
  try {
    return { config: configOf(path, table(parse(text))), problem: null };
  } catch (error) {
    // The parser's own message shows the lines, which may hold a key.
    const where = error instanceof TomlError ? ` at line ${error.line}, column ${error.column}` : "";
    const message = `${path} is no TOML${where}: Codex will not start with it; correct it there.`;
    return { config: null, problem: { kind: "config", path, message } };
  }
}

function configOf(path: string, config: Table): ConfigReport {
  const history = table(config["history"]);
  const maxBytes = history["max_bytes"];
  return {
    path,
    model: word(config["model"]),
    model_provider: word(config["model_provider"]),
    model_reasoning_effort: word(config["model_reasoning_effort"]),
    approval_policy: word(config["approval_policy"]),
    sandbox_mode: word(config["sandbox_mode"]),
    sqlite_home: word(config["sqlite_home"]),
    history_persistence: word(history["persistence"]),
    history_max_bytes: typeof maxBytes === "number" && Number.isSafeInteger(maxBytes) ? maxBytes : null,
    projects: Object.entries(table(config["projects"])).flatMap(([project, settings]) => {
      const trust_level = word(table(settings)["trust_level"]);
      return trust_level === null ? [] : [{ path: project, trust_level }];
    }),
    notices: Object.fromEntries(
      Object.entries(table(config["notice"])).filter(
        (entry): entry is [string, boolean] => typeof entry[1] === "boolean",
      ),
    ),
  };
}

/** Directories the configuration names for what else is in the home; null where it does not, or cannot be read. */
export function readPlaces(home: string): { readonly log_dir: string | null; readonly sqlite_home: string | null } {
  const { text } = textOf(join(home, "config.toml"));
  try {
    const config = table(parse(text ?? ""));
    return { log_dir: word(config["log_dir"]), sqlite_home: word(config["sqlite_home"]) };
  } catch {
    return { log_dir: null, sqlite_home: null };
  }
}

export interface ReadVersion {
  readonly version: Omit<VersionReport, "last_used">;
  readonly problem: Problem | null;
}

export function readVersion(home: string): ReadVersion {
  const path = join(home, "version.json");
  const none = { latest: null, last_checked_at: null, dismissed: null };
  const { text, why } = textOf(path);
  if (text === null) return { version: none, problem: why === null ? null : { kind: "version", path, message: why } };
  try {
    const told = table(JSON.parse(text));
    return {
      version: {
        latest: word(told["latest_version"]),
        last_checked_at: word(told["last_checked_at"]),
        dismissed: word(told["dismissed_version"]),
      },
      problem: null,
    };
  } catch {
    const message = `${path} is no JSON: Codex writes it anew when it next looks for updates.`;
    return { version: none, problem: { kind: "version", path, message } };
  }
}

/** Instructions for every project, by the names of their files. */
export function findInstructions(home: string): readonly string[] {
  return ["AGENTS.md", "AGENTS.override.md"].filter((name) => statRegular(join(home, name)) !== null);
}

function textOf(path: string): { readonly text: string | null; readonly why: string | null } {
  const stats = statRegular(path);
  if (stats === null) return { text: null, why: null };
  if (stats.size > LARGEST) return { text: null, why: `${path} has ${stats.size} bytes and was not read.` };
  try {
    return { text: readFileSync(path, "utf8"), why: null };
  } catch {
    return { text: null, why: `${path} could not be read; check who may read it.` };
  }
}

function table(value: unknown): Table {
  const isTable = typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);
  return isTable ? { ...value } : {};
}

/** A short text: no setting that is told here is long. */
function word(value: unknown): string | null {
  return typeof value === "string" && value.length <= 1000 ? value : null;
}
