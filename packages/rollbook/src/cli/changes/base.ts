// Files as the commit has them that a session began with, read from a repository by git's plumbing.

import { spawnSync } from "node:child_process";
import { pathBelow, plainPath, type BaseFile } from "rollbook-core/replay";
import { EXIT, Failure } from "../exit.ts";

export interface Base {
  readonly commit: string;
  /** Null for paths that are not in the repository. */
  readonly file: (path: string) => BaseFile | null;
}

interface Entry {
  readonly mode: string;
  readonly hash: string;
}

/** Arguments of one git, below what a command line may have. */
const MOST_PATHS = 500;

/**
 * `directory` stands for the folder the session worked in (`root`), in any clone. Nothing is checked out, fetched or run.
 * Throws `Failure`.
 */
export function readBase(
  directory: string,
  revision: string | null,
  root: string | null,
  paths: readonly string[],
): Base {
  if (revision === null) {
    throw new Failure(EXIT.input, "the session does not say which commit it began with; name one with --commit");
  }
  if (revision.startsWith("-")) throw new Failure(EXIT.usage, `--commit ${revision}: that is no commit`);
  const git = (args: readonly string[], input = ""): Buffer | null => runGit(directory, args, input);
  if (git(["rev-parse", "--git-dir"]) === null)
    throw new Failure(EXIT.input, `${directory} is no git repository, or none that git may read; check the path`);
  const commit = git(["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`]);
  if (commit === null)
    throw new Failure(EXIT.input, `${directory} has no commit ${revision}; fetch it, or name another with --commit`);
  const name = commit.toString("utf8").trim();
  const prefix = (git(["rev-parse", "--show-prefix"]) ?? Buffer.alloc(0)).toString("utf8").replace(/\n$/, "");
  const places = new Map(paths.map((path) => [path, placeIn(prefix, root, path)]));
  const wanted = [...new Set([...places.values()].flatMap((place) => (place === null ? [] : withFolders(place))))];
  const entries = readEntries(git, name, wanted);
  const texts = readBlobs(
    git,
    [...entries.values()].filter(({ mode }) => mode.startsWith("100")),
  );
  return {
    commit: name,
    file(path) {
      const place = places.get(path) ?? null;
      return place === null ? null : baseFile(place, entries, texts);
    },
  };
}

/** The path from the top of the repository; null where it is not in it. */
function placeIn(prefix: string, root: string | null, path: string): string | null {
  const below = pathBelow(root, path);
  if (below !== null) return plainPath(prefix + below);
  if (root === null || prefix === "") return null;
  // The session worked in a folder of the repository, and the file lies outside of that.
  const steps = prefix.split("/").filter((step) => step !== "");
  for (let up = 1; up <= steps.length; up += 1) {
    const outer = pathBelow(plainPath(`${root}/${"../".repeat(up)}`), path);
    if (outer !== null) return [...steps.slice(0, steps.length - up), outer].join("/");
  }
  return null;
}

function withFolders(place: string): readonly string[] {
  const steps = place.split("/");
  return steps.map((_, index) => steps.slice(0, index + 1).join("/"));
}

function baseFile(
  place: string,
  entries: ReadonlyMap<string, Entry>,
  texts: ReadonlyMap<string, Buffer>,
): BaseFile | null {
  const folders = withFolders(place).slice(0, -1);
  if (folders.some((folder) => entries.get(folder)?.mode === "120000"))
    return { kind: "other", why: "it lies behind a symbolic link", link: true };
  const entry = entries.get(place);
  if (entry === undefined || entry.mode === "040000") return { kind: "none" };
  if (entry.mode === "120000") return { kind: "other", why: "it is a symbolic link", link: true };
  const bytes = texts.get(entry.hash);
  if (bytes === undefined) return { kind: "other", why: "it is no file", link: true };
  try {
    // A mark of byte order is part of the text.
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    return { kind: "text", text, mode: entry.mode };
  } catch {
    return { kind: "other", why: "its bytes are no UTF-8", link: false };
  }
}

type Git = (args: readonly string[], input?: string) => Buffer | null;

function readEntries(git: Git, commit: string, places: readonly string[]): ReadonlyMap<string, Entry> {
  const entries = new Map<string, Entry>();
  for (let at = 0; at < places.length; at += MOST_PATHS) {
    const part = places.slice(at, at + MOST_PATHS);
    const listed = git(["--literal-pathspecs", "ls-tree", "-z", "--full-tree", commit, "--", ...part]);
    for (const line of (listed ?? Buffer.alloc(0)).toString("utf8").split("\0")) {
      const [, mode, hash, place] = /^(\d+) \w+ ([0-9a-f]+)\t(.*)$/s.exec(line) ?? [];
      if (mode !== undefined && hash !== undefined && place !== undefined) entries.set(place, { mode, hash });
    }
  }
  return entries;
}

function readBlobs(git: Git, entries: readonly Entry[]): ReadonlyMap<string, Buffer> {
  const hashes = [...new Set(entries.map(({ hash }) => hash))];
  const found = new Map<string, Buffer>();
  const bytes = hashes.length === 0 ? null : git(["cat-file", "--batch"], `${hashes.join("\n")}\n`);
  for (let at = 0; bytes !== null && at < bytes.length;) {
    const end = bytes.indexOf(10, at);
    const [, hash = "", size] = /^([0-9a-f]+) blob (\d+)$/.exec(bytes.toString("latin1", at, end)) ?? [];
    const start = end + 1;
    const stop = start + Number(size ?? Number.NaN);
    if (size === undefined) {
      at = start;
      continue;
    }
    found.set(hash, bytes.subarray(start, stop));
    at = stop + 1;
  }
  return found;
}

function runGit(directory: string, args: readonly string[], input: string): Buffer | null {
  const env = {
    ...process.env,
    GIT_OPTIONAL_LOCKS: "0",
    GIT_NO_LAZY_FETCH: "1",
    GIT_TERMINAL_PROMPT: "0",
    LC_ALL: "C",
  };
  const ended = spawnSync("git", ["-C", directory, ...args], { input, env, maxBuffer: Number.POSITIVE_INFINITY });
  if (ended.error !== undefined) {
    throw new Failure(EXIT.input, `git cannot be run (${ended.error.message}); --repo needs it`);
  }
  return ended.status === 0 ? ended.stdout : null;
}
