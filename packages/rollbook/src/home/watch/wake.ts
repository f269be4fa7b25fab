// What the system tells of changes in directories (fs.watch): a reason to look, never the only one.

import { watch, type FSWatcher } from "node:fs";
import { join } from "node:path";

export interface Wake {
  /** Asks to be told of changes in this directory, not below it. Whether that can be had nobody need know. */
  readonly add: (directory: string) => void;
  readonly remove: (directory: string) => void;
  readonly close: () => void;
}

/** Systems give each user only so many, and other programs want some. */
const MOST = 2048;

/** `changed` is told a directory, and a path in it where that is known. */
export function openWake(changed: (directory: string, path: string | null) => void): Wake {
  const watchers = new Map<string, FSWatcher>();
  const remove = (directory: string): void => {
    watchers.get(directory)?.close();
    watchers.delete(directory);
  };
  return {
    add(directory) {
      if (watchers.size >= MOST) return;
      try {
        const watcher = watch(directory, (_, name) => changed(directory, name === null ? null : join(directory, name)));
        watcher.on("error", () => remove(directory));
        watchers.set(directory, watcher);
      } catch {
        // No more are to be had, or not on this file system.
      }
    },
    remove,
    close() {
      for (const directory of [...watchers.keys()]) remove(directory);
    },
  };
}
