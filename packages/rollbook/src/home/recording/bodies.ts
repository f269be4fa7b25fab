// The bodies of a recording: in the log itself, or in a file named by its hash, which is held against it.

import { createHash } from "node:crypto";
import { closeSync, constants, fstatSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";

const BLOB = /^blobs\/([0-9a-f]{64})$/;
/** Larger bodies are not looked into: requests of today are some hundred kilobytes, their pictures some megabytes. */
const LARGEST = 1 << 26;

export interface Bodies {
  /** The text of a body; null where it is binary, too large, or cannot be had. */
  readonly textOf: (body: { readonly [key: string]: unknown }) => string | null;
  /** What was wrong with files of bodies, a sentence for each kind. */
  readonly problems: () => readonly string[];
}

export function openBodies(directory: string): Bodies {
  const wrong = new Map<string, { count: number; name: string }>();

  function tell(why: string, name: string): null {
    const known = wrong.get(why);
    wrong.set(why, { count: (known?.count ?? 0) + 1, name: known?.name ?? name });
    return null;
  }

  function readBlob(name: string): string | null {
    const hash = BLOB.exec(name)?.[1];
    if (hash === undefined) return tell("named as no body is", name);
    let file: number;
    try {
      // A link, a pipe or a device is no body.
      file = openSync(join(directory, name), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    } catch {
      return tell("missing", name);
    }
    try {
      const stats = fstatSync(file);
      if (!stats.isFile()) return tell("no file", name);
      if (stats.size > LARGEST) return null;
      const bytes = readFileSync(file);
      if (createHash("sha256").update(bytes).digest("hex") !== hash) return tell("not what its name says", name);
      return bytes.toString("utf8");
    } catch {
      return tell("missing", name);
    } finally {
      closeSync(file);
    }
  }

  return {
    textOf({ text, file }) {
      if (typeof text === "string") return text;
      return typeof file === "string" ? readBlob(file) : null;
    },
    problems: () =>
      [...wrong].map(([why, { count, name }]) =>
        count === 1 ? `${name} is ${why}` : `${count} bodies are ${why}, the first ${name}`,
      ),
  };
}
