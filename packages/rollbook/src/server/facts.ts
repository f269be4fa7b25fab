// What a thread's files tell of it without being read whole: how they begin, and how they end.

import { setImmediate as nextTurn } from "node:timers/promises";
import { chainOf, createReader, type CataloguedThread, type Chain, type JsonObject, type Rollout } from "rollbook-core";
import {
  createOpeningReader,
  headerIn,
  NO_SETTINGS,
  overlaySettings,
  passesOpening,
  passesSettings,
  stepSettings,
  type Settings,
  type ThreadFacts,
} from "rollbook-core/protocol";
import { locateCut, readChunks, readEnding, SourceError, type Library } from "../home/index.ts";
import type { Homes } from "./homes.ts";
import { keyOf } from "./key.ts";

/** Facts of so many threads are remembered. */
const REMEMBERED = 4096;
/** A line of more bytes than this is not what a person typed. */
const LONGEST = 4 << 20;

export interface FactReader {
  /** Throws a `SourceError` where the file in which the thread goes on cannot be read. */
  readonly read: (library: Library, thread: CataloguedThread) => Promise<ThreadFacts>;
}

type Told = Pick<ThreadFacts, "meta" | "opening" | "settings">;

export function createFactReader(homes: Homes): FactReader {
  const known = new Map<string, Told>();

  async function tell(chain: Chain, key: string): Promise<Told> {
    const before = known.get(key);
    known.delete(key);
    const told = before ?? (await readTold(chain));
    known.set(key, told);
    for (const oldest of known.keys()) {
      if (known.size <= REMEMBERED) break;
      known.delete(oldest);
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
        const beginning = await readBeginning(path, end, open ? reader : null);
        meta = beginning.meta;
        open &&= !beginning.enough;
        settings = overlaySettings(settings, beginning.settings);
      }
      settings = overlaySettings(settings, await lastSettings(path, end, isCopy(meta)));
    } catch (error) {
      // Of a file that only the beginning lies in, reading the thread tells what is wrong.
      if (last || !(error instanceof SourceError)) throw error;
    }
  }
  return { meta, opening: reader.opening(), settings };
}

interface Beginning {
  readonly meta: JsonObject;
  readonly settings: Settings;
  /** How the thread opens is known. */
  readonly enough: boolean;
}

/** As far as the first prompt; without `opening` only as far as the header. */
async function readBeginning(
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
  let left = end ?? Number.POSITIVE_INFINITY;
  for await (const chunk of readChunks(path)) {
    reader.push(chunk.length <= left ? chunk : chunk.subarray(0, left));
    left -= chunk.length;
    if (enough || left <= 0) break;
    await nextTurn();
  }
  if (!enough) reader.end();
  return { meta: meta ?? {}, settings, enough };
}

async function lastSettings(path: string, end: number | null, whole: boolean): Promise<Settings> {
  let settings = NO_SETTINGS;
  await readEnding(path, end, { long: "cut", pass: passesSettings }, (readings) => {
    settings = readings.reduce(stepSettings, NO_SETTINGS);
    return settings.told.model && settings.told.place && !whole;
  });
  return settings;
}

/** Until 0.142 a fork was a copy, and its name stands in the copy. */
function isCopy(meta: JsonObject): boolean {
  return typeof meta["forked_from_id"] === "string" && meta["history_base"] === undefined;
}
