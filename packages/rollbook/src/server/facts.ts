// What a thread's files tell of it without being read whole: how they begin, and how they end.

import { chainOf, createReader, type CataloguedThread, type Chain, type JsonObject, type Rollout } from "rollbook-core";
import {
  areSettled,
  createOpeningReader,
  headerIn,
  NO_SETTINGS,
  originOf,
  overlaySettings,
  passesOpening,
  passesSettings,
  stepSettings,
  type Settings,
  type ThreadFacts,
} from "rollbook-core/protocol";
import { locateCut, readBeginning, readEnding, SourceError, type Library } from "../home/index.ts";
import type { Homes } from "./homes.ts";
import { keyOf } from "./key.ts";

/** So much of threads is remembered: that of each, and its first prompt. */
const ROOM = 64 << 20;
const EACH = 1024;
/** A line of more bytes than this is not what a person typed. */
const LONGEST = 4 << 20;

export interface FactReader {
  /** Throws a `SourceError` where the file in which the thread goes on cannot be read. */
  readonly read: (library: Library, thread: CataloguedThread) => Promise<ThreadFacts>;
}

type Told = Pick<ThreadFacts, "origin" | "opening" | "settings">;

export function createFactReader(homes: Homes): FactReader {
  const known = new Map<string, Told>();
  let sum = 0;

  async function tell(chain: Chain, key: string): Promise<Told> {
    const before = known.get(key);
    if (before !== undefined) return before;
    const told = await readTold(chain);
    if (!known.has(key)) sum += weightOf(told);
    known.set(key, told);
    for (const [oldest, forgotten] of known) {
      if (sum <= ROOM) break;
      known.delete(oldest);
      sum -= weightOf(forgotten);
    }
    return told;
  }

  return {
    async read(library, thread) {
      const chain = chainOf(library.catalogue, thread.head);
      const { stem }: Rollout = thread.head;
      return {
        id: thread.id ?? "",
        header: stem.header,
        name: library.nameOf(thread.home, thread.id),
        path: stem.path,
        updated_ms: stem.mtime_ms,
        provider: homes.provider(thread.home),
        ...(await tell(chain, keyOf(library, chain))),
      };
    },
  };
}

async function readTold({ files }: Chain): Promise<Told> {
  const reader = createOpeningReader();
  let meta: JsonObject = {};
  let settings = NO_SETTINGS;
  let open = true;
  for (const [index, file] of files.entries()) {
    const { path } = file;
    const last = index === files.length - 1;
    try {
      const { end } = await locateCut(file);
      if (open || last) {
        const beginning = await beginningOf(path, end, open ? reader : null);
        meta = beginning.meta;
        open &&= !beginning.enough;
        settings = overlaySettings(settings, beginning.settings);
      }
      settings = overlaySettings(settings, await lastSettings(path, end, meta));
    } catch (error) {
      // Of a file that only the beginning lies in, reading the thread tells what is wrong.
      if (last || !(error instanceof SourceError)) throw error;
    }
  }
  return { origin: originOf(meta), opening: reader.opening(), settings };
}

function weightOf({ opening }: Told): number {
  return EACH + (opening.preview?.length ?? 0) + (opening.title?.length ?? 0);
}

interface Beginning {
  readonly meta: JsonObject;
  readonly settings: Settings;
  /** How the thread opens is known. */
  readonly enough: boolean;
}

/** As far as the first prompt; without `opening` only as far as the header. */
async function beginningOf(
  path: string,
  end: number | null,
  opening: ReturnType<typeof createOpeningReader> | null,
): Promise<Beginning> {
  let meta: JsonObject | null = null;
  let settings = NO_SETTINGS;
  let enough = false;
  const pass = (outer: string, inner: string): boolean => passesOpening(outer, inner) && passesSettings(outer, inner);
  const reader = createReader({ long: "whole", longest: LONGEST, pass }, (reading) => {
    if (enough) return;
    meta ??= headerIn(reading);
    settings = stepSettings(settings, reading);
    enough = opening?.read(reading) ?? meta !== null;
  });
  await readBeginning(path, end, (chunk) => {
    reader.push(chunk);
    return enough;
  });
  if (!enough) reader.end();
  return { meta: meta ?? {}, settings, enough };
}

async function lastSettings(path: string, end: number | null, meta: JsonObject): Promise<Settings> {
  const { cwd = null } = meta;
  let settings = NO_SETTINGS;
  await readEnding(path, end, { long: "cut", pass: passesSettings }, (readings) => {
    settings = readings.reduce(stepSettings, NO_SETTINGS);
    return areSettled(settings, typeof cwd === "string" ? cwd : null) && !isCopy(meta);
  });
  return settings;
}

/** Until 0.142 a fork was a copy, and its name stands in the copy. */
function isCopy(meta: JsonObject): boolean {
  return typeof meta["forked_from_id"] === "string" && meta["history_base"] === undefined;
}
