// What the handlers share: the homes as they are now, what was read of them, and what is hidden.

import { tmpdir } from "node:os";
import type { CataloguedThread } from "rollbook-core";
import type { Library } from "../../home/index.ts";
import { createDeepRedactor } from "../../redact/index.ts";
import { cacheOf, homeAround } from "../../refresh/index.ts";
import { HttpFailure } from "../http/failure.ts";
import { openHomes } from "../homes.ts";
import { orderFor, type QuestionName, type Questions, type Reader, startReader } from "./book/index.ts";
import { createFacetReader, type FacetReader } from "./facets.ts";
import { keysOf, type Keys } from "./keys.ts";
import type { ShareSession } from "./share.ts";
import type { SurveyHomes } from "./disk.ts";
import type { CountStats } from "./stats.ts";
import { createSight, type Sight } from "./sight.ts";

export interface ViewerOptions {
  readonly homes: readonly string[];
  readonly version: string;
  readonly mode: "view" | "serve";
  /** What looks like a secret is replaced in all that is told. */
  readonly redact: boolean;
  /** A session that is to be shown first, by its path. */
  readonly open: string | null;
  readonly countStats: CountStats;
  readonly surveyHomes: SurveyHomes;
  readonly shareSession: ShareSession;
  /** Brings the indexes of these homes up to their sessions, without holding up anybody. */
  readonly fillIndexes: (homes: readonly string[], stop: AbortSignal) => Promise<void>;
  /** Says where indexes are kept. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stop: AbortSignal;
}

export interface Desk extends ViewerOptions, Sight {
  readonly facets: FacetReader;
  readonly reader: Reader;
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
    reader: startReader({ directories: placesFor(homes.paths, options.env) }),
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

/** What the book of that session says. */
export async function askBook<Name extends QuestionName>(
  desk: Desk,
  key: string,
  name: Name,
  ask: Questions[Name]["ask"],
): Promise<Questions[Name]["answer"]> {
  const { library, thread } = askFor(desk, key);
  return desk.reader.ask(name, orderFor(library, thread), ask);
}

/** Where files of the viewer's own may be: nothing is written into a codex home. */
export function placesFor(homes: readonly string[], env: ViewerOptions["env"]): readonly string[] {
  return [cacheOf(env), tmpdir()].filter((directory) => homeAround(directory, homes, env) === null);
}
