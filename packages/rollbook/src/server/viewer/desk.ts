// What the handlers share: the homes as they are now, what was read of them, and what is hidden.

import type { CataloguedThread } from "rollbook-core";
import type { Library } from "../../home/index.ts";
import { createDeepRedactor } from "../../redact/index.ts";
import { HttpFailure } from "../http/failure.ts";
import { openHomes } from "../homes.ts";
import { createFacetReader, type FacetReader } from "./facets.ts";
import { keysOf, type Keys } from "./keys.ts";
import type { ShareSession } from "./share.ts";
import type { CountStats } from "./stats.ts";
import { createSight, type Sight } from "./sight.ts";
import { createShelf, type OpenBook, type Shelf } from "./shelf.ts";

export interface ViewerOptions {
  readonly homes: readonly string[];
  readonly version: string;
  readonly mode: "view" | "serve";
  /** What looks like a secret is replaced in all that is told. */
  readonly redact: boolean;
  /** A session that is to be shown first, by its path. */
  readonly open: string | null;
  readonly countStats: CountStats;
  readonly shareSession: ShareSession;
  /** Brings the indexes of these homes up to their sessions, without holding up anybody. */
  readonly fillIndexes: (homes: readonly string[], stop: AbortSignal) => Promise<void>;
  /** Says where indexes are kept. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stop: AbortSignal;
}

export interface Desk extends ViewerOptions, Sight {
  readonly facets: FacetReader;
  readonly shelf: Shelf;
  readonly hide: <V>(value: V) => Promise<V>;
}

export function createDesk(options: ViewerOptions): Desk {
  const { redact, stop } = options;
  const homes = openHomes(options.homes);
  return {
    ...options,
    ...createSight(homes, stop),
    homes: homes.paths,
    facets: createFacetReader({ homes: homes.paths, env: options.env, stop }),
    shelf: createShelf(stop),
    hide: async (value) => (redact ? await createDeepRedactor().hide(value) : value),
  };
}

export interface Asked {
  readonly library: Library;
  readonly keys: Keys;
  readonly thread: CataloguedThread;
}

/** The session a key means. */
export function askFor(desk: Desk, key: string): Asked {
  const library = desk.look();
  const keys = keysOf(library);
  const thread = keys.find(key);
  if (thread === null) throw new HttpFailure("not_found", "no session has this key now; /api/sessions lists them");
  return { library, keys, thread };
}

/** The book of that session, with as much read as is enough, or as a moment allows. */
export async function askForBook(
  desk: Desk,
  key: string,
  enough: (open: OpenBook) => boolean,
): Promise<Asked & OpenBook> {
  const asked = askFor(desk, key);
  const open = await desk.shelf.open(asked.library, asked.thread);
  const since = performance.now();
  const { book } = open;
  await book.until(() => enough(open) || (book.size() > 0 && performance.now() - since > MOMENT));
  return { ...asked, ...open };
}

/** So many milliseconds an answer waits for more of a session that is being read, if there is something already. */
const MOMENT = 100;

export function progressOf({ book, revision, total }: OpenBook) {
  const bytes = book.bytes();
  const done = book.done();
  const gaps = book.summary()?.gaps ?? [];
  return { bytes, total_bytes: done ? bytes : Math.max(total, bytes), done, revision, gaps };
}
