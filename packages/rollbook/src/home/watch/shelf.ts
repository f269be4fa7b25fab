// The files of a watch as they were last seen: what differs now, as events.

import { statSync } from "node:fs";
import { basename } from "node:path";
import { twinOf } from "./tree.ts";

/**
 * - `appeared`: it is there
 * - `grew`: it is longer than it was
 * - `replaced`: it is shorter, or another file, or was written over: what it held before may be gone (`Growth` tells)
 * - `moved`: what was at `from` is at `path` now: archived, packed or unpacked, or renamed with its directory
 * - `gone`: it is not there any more
 *
 * Where a file and its packed form stand side by side only the plain one is told of, as `findRollouts` has it.
 */
export type FileEvent =
  | { readonly kind: "appeared" | "grew" | "replaced" | "gone"; readonly path: string }
  | { readonly kind: "moved"; readonly path: string; readonly from: string };

interface Known {
  readonly inode: string;
  readonly size: number;
  readonly state: string;
  /** Unix milliseconds. */
  readonly changed_ms: number;
}

export interface Shelf {
  readonly files: ReadonlyMap<string, Known>;
  /** How a file differs from what is known of it; null where it does not, and of files that do not count. */
  readonly compare: (path: string) => "grew" | "replaced" | "gone" | null;
  /** Takes in what has come, and out what is gone, the oldest name first. What was told wrongly is left as it is. */
  readonly settle: (come: Iterable<string>, left: Iterable<string>) => readonly FileEvent[];
}

export function createShelf(): Shelf {
  const files = new Map<string, Known>();
  /** The paths of one name, packed or not, wherever they lie. */
  const places = new Map<string, Set<string>>();

  function put(path: string, known: Known): void {
    files.set(path, known);
    const known_places = places.get(nameOf(path)) ?? new Set();
    places.set(nameOf(path), known_places.add(path));
  }

  function take(path: string): void {
    files.delete(path);
    const known_places = places.get(nameOf(path));
    known_places?.delete(path);
    if (known_places?.size === 0) places.delete(nameOf(path));
  }

  /** Its plain form counts, and this is not told of. */
  function isShadowed(path: string): boolean {
    return path.endsWith(".zst") && files.has(twinOf(path));
  }

  return {
    files,
    compare(path) {
      const known = files.get(path);
      if (known === undefined) return null;
      const now = lookAt(path);
      if (now === null) return "gone";
      if (now.state === known.state) return null;
      files.set(path, now);
      if (isShadowed(path)) return null;
      return now.inode === known.inode && now.size > known.size ? "grew" : "replaced";
    },
    settle(come, left) {
      const gone = [...left].filter((path) => files.has(path) && lookAt(path) === null);
      const untold = new Set(gone.filter(isShadowed));
      /** What may have moved, by its name. */
      const movable = new Map(gone.filter((path) => !untold.has(path)).map((path) => [nameOf(path), path]));
      const fresh = new Set<string>();
      for (const path of [...come].toSorted(byName)) {
        const known = files.has(path) ? null : lookAt(path);
        if (known === null) continue;
        put(path, known);
        fresh.add(path);
      }
      for (const path of gone) take(path);
      const events: FileEvent[] = [];
      for (const path of fresh) {
        if (isShadowed(path)) continue;
        const twin = twinOf(path);
        const packed = !path.endsWith(".zst") && files.has(twin) && !fresh.has(twin) ? twin : undefined;
        const from = movable.get(nameOf(path)) ?? packed;
        if (from === undefined) events.push({ kind: "appeared", path });
        else {
          events.push({ kind: "moved", path, from });
          untold.add(from);
          movable.delete(nameOf(path));
        }
      }
      for (const path of gone) {
        if (untold.has(path)) continue;
        const other = [...(places.get(nameOf(path)) ?? [])].find((place) => !isShadowed(place));
        events.push(other === undefined ? { kind: "gone", path } : { kind: "moved", path: other, from: path });
      }
      return events;
    },
  };
}

function lookAt(path: string): Known | null {
  try {
    const stats = statSync(path, { bigint: true });
    if (!stats.isFile()) return null;
    const inode = `${stats.dev}:${stats.ino}`;
    const size = Number(stats.size);
    return { inode, size, state: `${inode} ${size} ${stats.mtimeNs}`, changed_ms: Number(stats.mtimeMs) };
  } catch {
    return null;
  }
}

function nameOf(path: string): string {
  const name = basename(path);
  return name.endsWith(".zst") ? name.slice(0, -4) : name;
}

function byName(a: string, b: string): number {
  const [first, second] = [basename(a), basename(b)];
  return first < second ? -1 : first > second ? 1 : a < b ? -1 : 1;
}
