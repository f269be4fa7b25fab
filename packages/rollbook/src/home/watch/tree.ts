// The session files below some paths, directory by directory, listed again only where a directory has changed.

import { readdirSync, statSync, type Dirent } from "node:fs";
import { join } from "node:path";
import { isRolloutName } from "rollbook-core";
import { isDirectory, sessionRooms } from "../regular.ts";

export interface Tree {
  /** Looks for what the paths name: homes and files may not be there yet. Lists what is new. */
  readonly findRoots: () => void;
  /** Lists a directory again if it has changed. */
  readonly list: (directory: string) => void;
  readonly directories: ReadonlyMap<string, unknown>;
  /** Files that were named themselves, each with its packed or unpacked form; whether or not they are there. */
  readonly named: readonly string[];
}

export interface TreeSink {
  /** It is in a directory that was listed, or no longer; known ones are told again. */
  readonly file: (path: string, there: boolean) => void;
  readonly directory: (path: string, there: boolean) => void;
}

interface Listing {
  inode: string;
  /** Its inode and the time of its last change when it was listed. */
  state: string;
  /** It was listed so soon after a change that another one may bear the same time. */
  fresh: boolean;
  files: ReadonlySet<string>;
  directories: ReadonlySet<string>;
}

/** No file system's clock is coarser. */
const COARSE_MS = 2500;
const NAMED = /\.(?:jsonl|json|zst)$/;

/**
 * A path is a file if it is one, or is called like one where nothing is; any other is a directory, and is taken as
 * `findRollouts` takes it: a home by what its rooms hold, any other one whole.
 */
export function openTree(paths: readonly string[], sink: TreeSink): Tree {
  const listings = new Map<string, Listing>();
  const inodes = new Set<string>();
  const places = paths.filter((path) => isDirectory(path) || !NAMED.test(path));
  const named = paths.filter((path) => !places.includes(path)).flatMap((path) => [path, twinOf(path)]);

  function list(directory: string): void {
    const before = listings.get(directory);
    const state = stateOf(directory);
    const same = before !== undefined && state !== null && before.state === state.id;
    if (same && !before.fresh) return;
    if (state === null) {
      drop(directory);
      return;
    }
    if (before !== undefined && before.inode !== state.inode) {
      inodes.delete(before.inode);
      inodes.add(state.inode);
    }
    const now: Listing = before ?? {
      inode: state.inode,
      state: "",
      fresh: true,
      files: new Set(),
      directories: new Set(),
    };
    if (before === undefined) {
      // A link to a directory above leads to the same one again.
      if (inodes.has(state.inode)) return;
      inodes.add(state.inode);
      listings.set(directory, now);
      sink.directory(directory, true);
    }
    const entries = readEntries(directory);
    if (entries === null) return;
    const files = new Set<string>();
    const directories = new Set<string>();
    for (const entry of entries) {
      const kind = kindOf(directory, entry);
      if (kind === "directory") directories.add(join(directory, entry.name));
      else if (kind === "file") files.add(join(directory, entry.name));
    }
    const { files: had, directories: held } = now;
    Object.assign(now, { inode: state.inode, state: state.id, fresh: state.fresh, files, directories });
    for (const path of files) sink.file(path, true);
    for (const path of had) if (!files.has(path)) sink.file(path, false);
    // The newest first: the system may not want to tell of all.
    for (const path of [...directories].toSorted().toReversed()) if (!listings.has(path)) list(path);
    for (const path of held) if (!directories.has(path)) drop(path);
  }

  function drop(directory: string): void {
    const listing = listings.get(directory);
    if (listing === undefined) return;
    listings.delete(directory);
    inodes.delete(listing.inode);
    sink.directory(directory, false);
    for (const path of listing.files) sink.file(path, false);
    for (const path of listing.directories) drop(path);
  }

  return {
    findRoots() {
      for (const place of places) {
        const rooms = sessionRooms(place);
        if (rooms.length > 0 && listings.has(place)) drop(place);
        for (const room of rooms.length > 0 ? rooms : [place]) if (!listings.has(room)) list(room);
      }
    },
    list,
    directories: listings,
    named,
  };
}

/** The same rollout packed, or unpacked. */
export function twinOf(path: string): string {
  return path.endsWith(".zst") ? path.slice(0, -4) : `${path}.zst`;
}

interface DirectoryState {
  readonly inode: string;
  readonly id: string;
  readonly fresh: boolean;
}

function stateOf(directory: string): DirectoryState | null {
  try {
    const stats = statSync(directory, { bigint: true });
    if (!stats.isDirectory()) return null;
    const inode = `${stats.dev}:${stats.ino}`;
    const fresh = Math.abs(Date.now() - Number(stats.mtimeMs)) < COARSE_MS;
    return { inode, id: `${inode} ${stats.mtimeNs}`, fresh };
  } catch {
    return null;
  }
}

function readEntries(directory: string): Dirent[] | null {
  try {
    return readdirSync(directory, { withFileTypes: true });
  } catch {
    // It is looked at again when it changes; who opens the library is told why it cannot be read.
    return null;
  }
}

function kindOf(directory: string, entry: Dirent): "file" | "directory" | null {
  if (entry.isDirectory()) return "directory";
  const wanted = isRolloutName(entry.name);
  if (entry.isFile()) return wanted ? "file" : null;
  if (!entry.isSymbolicLink()) return null;
  try {
    const stats = statSync(join(directory, entry.name));
    return stats.isDirectory() ? "directory" : stats.isFile() && wanted ? "file" : null;
  } catch {
    return null;
  }
}
