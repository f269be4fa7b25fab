// The words that name sessions in addresses: their ids, or where these do not tell them apart, what stands for their file.

import { createHash } from "node:crypto";
import type { CataloguedThread } from "rollbook-core";
import type { Library } from "../../home/index.ts";

export interface Keys {
  readonly of: (thread: CataloguedThread) => string;
  readonly find: (key: string) => CataloguedThread | null;
  /** The session of that id; of several homes that have it, the one in this home. */
  readonly byId: (id: string, home: string) => CataloguedThread | null;
}

const made = new WeakMap<Library, Keys>();

export function keysOf(library: Library): Keys {
  const keys = made.get(library) ?? makeKeys(library.catalogue.threads);
  made.set(library, keys);
  return keys;
}

function makeKeys(threads: readonly CataloguedThread[]): Keys {
  const byId = Map.groupBy(threads, ({ id }) => id?.toLowerCase() ?? "");
  const keys = new Map<CataloguedThread, string>();
  const found = new Map<string, CataloguedThread>();
  for (const thread of threads) {
    const id = thread.id?.toLowerCase() ?? "";
    const alone = PLAIN.test(id) && byId.get(id)?.length === 1;
    const key = alone ? id : `${PLAIN.test(id) ? id : ""}~${digest(thread.head.stem.path)}`;
    keys.set(thread, key);
    found.set(key, thread);
  }
  return {
    of: (thread) => keys.get(thread) ?? "",
    find: (key) => found.get(key.toLowerCase()) ?? null,
    byId(id, home) {
      const same = byId.get(id.toLowerCase()) ?? [];
      return same.find((thread) => thread.home === home) ?? same[0] ?? null;
    },
  };
}

/** An id may be any text that stands in a file. */
const PLAIN = /^[\w-]{1,80}$/;

function digest(path: string): string {
  return createHash("sha256").update(path).digest("hex").slice(0, 12);
}
