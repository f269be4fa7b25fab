// Where the index of a codex home lies, and what it is made of.

import { existsSync, mkdirSync, readFileSync, realpathSync, renameSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { basename, dirname, join, resolve, sep } from "node:path";
import { availableParallelism } from "node:os";
import { findCodexHome } from "../home/index.ts";
import { asIndexError, IndexError, INDEX_VERSION, type Detail, type ShardOptions } from "../index/index.ts";
import { sha256 } from "./hash.ts";

/** An index on disk: a directory that may be deleted at any time. */
export interface IndexPlace {
  readonly directory: string;
  /** The codex home, links resolved. */
  readonly home: string;
  readonly detail: Detail;
  /** Files of the shards; each holds some of the sessions. */
  readonly shards: readonly string[];
}

/** More shards make a search slower, fewer a build. */
const MOST = 4;

/** Where files are that may be deleted at any time: `$XDG_CACHE_HOME/rollbook`, the cache is `~/.cache` unless told otherwise. */
export function cacheOf(env: Readonly<Record<string, string | undefined>>): string {
  const cache = env["XDG_CACHE_HOME"];
  const root = cache === undefined || cache === "" ? join(homedir(), ".cache") : resolve(cache);
  return join(root, "rollbook");
}

/** `$XDG_CACHE_HOME/rollbook/<home>-<digest of its path>`. */
export function directoryOf(home: string, env: Readonly<Record<string, string | undefined>>): string {
  const path = realOf(home);
  const digest = sha256().update(path).digest("hex").slice(0, 12);
  return join(cacheOf(env), `${basename(path).replace(/^\.+/, "") || "home"}-${digest}`);
}

/** The index of this home as it is; null when there is none of this version. */
export function findIndex(home: string, env: Readonly<Record<string, string | undefined>>): IndexPlace | null {
  if (!existsSync(cacheOf(env))) return null;
  const directory = directoryOf(home, env);
  try {
    const { version, shards, detail } = JSON.parse(readFileSync(join(directory, "index.json"), "utf8"));
    if (version !== INDEX_VERSION || !Number.isInteger(shards) || (detail !== "column" && detail !== "none"))
      return null;
    return placeOf(directory, home, detail, shards);
  } catch {
    return null;
  }
}

/**
 * Says how an index is to be made; what was there of another kind is made anew by those who open it. Throws an
 * `IndexError` where it cannot be written.
 */
export function createIndex(
  home: string,
  env: Readonly<Record<string, string | undefined>>,
  detail: Detail,
): IndexPlace {
  const directory = directoryOf(home, env);
  refuseCodexHome(directory, home, env);
  const shards = Math.min(MOST, Math.max(1, availableParallelism()));
  const about = { version: INDEX_VERSION, home: realOf(home), detail, shards };
  const draft = join(directory, `index.json.${process.pid}`);
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    writeFileSync(draft, `${JSON.stringify(about)}\n`, { mode: 0o600 });
    renameSync(draft, join(directory, "index.json"));
  } catch (error) {
    throw asIndexError(error, directory);
  }
  return placeOf(directory, home, detail, shards);
}

/** Nothing is written into a codex home, this one or another. */
function refuseCodexHome(directory: string, home: string, env: Readonly<Record<string, string | undefined>>): void {
  const inside = homeAround(directory, [home], env);
  if (inside === null) return;
  const reason = `it would lie inside the codex home ${inside}, where rollbook never writes; let XDG_CACHE_HOME name a directory elsewhere`;
  throw new IndexError(directory, reason, null);
}

/** The codex home, one of these or another, in which a directory lies or would lie; null where it lies in none. */
export function homeAround(
  directory: string,
  homes: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): string | null {
  const place = realPlaceOf(directory);
  const inside = homes.map(realOf).find((home) => `${place}${sep}`.startsWith(`${home}${sep}`));
  return inside ?? findCodexHome(join(place, "file"), env);
}

/** Of what need not be there yet. */
function realPlaceOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const above = dirname(path);
    return above === path ? path : join(realPlaceOf(above), basename(path));
  }
}

function placeOf(directory: string, home: string, detail: Detail, shards: number): IndexPlace {
  return {
    directory,
    home: realOf(home),
    detail,
    shards: Array.from({ length: shards }, (_, number) => join(directory, `shard-${number}.db`)),
  };
}

function realOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return join(resolve(dirname(path)), basename(path));
  }
}

export function optionsOf({ home, detail }: IndexPlace): ShardOptions {
  return { home, detail };
}
