// Gives back the memory of what was forwarded, before much of it lies about.

import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** V8 by itself waits for some 70 MB of pieces that nobody needs any more. */
const LITTER = 2 * 1024 * 1024;

type Collect = (options: { readonly type: "minor" }) => void;

/** Counts what went by. */
export class Sweeper {
  readonly #collect: Collect | null = findCollector();
  #littered = 0;

  passed(bytes: number): void {
    this.#littered += bytes;
    if (this.#littered < LITTER) return;
    this.#littered = 0;
    this.#collect?.({ type: "minor" });
  }
}

/** Null on a V8 that has none to lend: then memory is given back later. */
function findCollector(): Collect | null {
  try {
    setFlagsFromString("--expose-gc");
    const found: unknown = runInNewContext("gc");
    return typeof found === "function" ? (found as Collect) : null;
  } catch {
    return null;
  }
}
