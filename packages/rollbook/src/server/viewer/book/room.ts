// Where the viewer may put what it needs for a while.

import { mkdirSync } from "node:fs";

/** What is made in the first of these directories in which it can be; null where it can be in none. */
export function makeIn<Made>(directories: readonly string[], make: (directory: string) => Made): Made | null {
  for (const directory of directories) {
    try {
      mkdirSync(directory, { recursive: true, mode: 0o700 });
      return make(directory);
    } catch {
      // In the next one, then.
    }
  }
  return null;
}
