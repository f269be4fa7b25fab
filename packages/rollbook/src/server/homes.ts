// The codex homes that are served: what files there are now, without reading again what has not changed.

import { readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import type { CataloguedThread } from "rollbook-core";
import {
  findRollouts,
  openCatalogue,
  type FoundRollout,
  type Library,
  rememberLooks,
  type RememberedLooks,
} from "../home/index.ts";

export interface Homes {
  /** Absolute. Never empty. */
  readonly paths: readonly string[];
  /** The files as they are now. */
  readonly look: () => Library;
  /** The thread of that id; of several homes that have it, the first. */
  readonly find: (library: Library, thread_id: string) => CataloguedThread | null;
  /** The model provider of a home, which threads have that name none. */
  readonly provider: (home: string) => string;
}

export function openHomes(given: readonly string[]): Homes {
  const paths = given.map((path) => resolve(path));
  const looks = rememberLooks();
  let last: { readonly library: Library; readonly state: string } | null = null;
  /** Since the last look. */
  const providers = new Map<string, string>();
  const rank = ({ home }: CataloguedThread): number => (paths.includes(home) ? paths.indexOf(home) : paths.length);
  return {
    paths,
    look() {
      providers.clear();
      const state = stateOf(paths, looks);
      if (last === null || state === null || last.state !== state) {
        const library = openCatalogue(paths, looks);
        last = { library, state: stateOf(paths, looks) ?? "" };
      }
      return last.library;
    },
    find: ({ catalogue }, id) => catalogue.find(id).toSorted((a, b) => rank(a) - rank(b))[0] ?? null,
    provider(home) {
      const provider = providers.get(home) ?? providerOf(home);
      providers.set(home, provider);
      return provider;
    },
  };
}

/** What there is, as far as it is known already: to order thousands of files anew takes longer than to look at them. */
function stateOf(paths: readonly string[], looks: RememberedLooks): string | null {
  const parts: (string | number)[] = [];
  for (const path of paths) {
    let files: readonly FoundRollout[];
    try {
      ({ files } = findRollouts(path));
    } catch {
      return null;
    }
    if (!files.every((file) => looks.isKnown(file.path))) return null;
    const names = statSync(join(path, "session_index.jsonl"), { throwIfNoEntry: false });
    parts.push(files.length, names?.size ?? 0, names?.mtimeMs ?? 0);
  }
  return parts.join(" ");
}

const OPENAI = "openai";

/** The key at the top of config.toml; a table may have one of the same name. */
function providerOf(home: string): string {
  const path = join(home, "config.toml");
  if (!isRegular(path)) return OPENAI;
  try {
    const [top = ""] = readFileSync(path, "utf8").split(/^\s*\[/m);
    return /^\s*model_provider\s*=\s*["']([^"'\n]+)["']/m.exec(top)?.[1] ?? OPENAI;
  } catch {
    return OPENAI;
  }
}

/** A pipe of that name would wait for ever. */
function isRegular(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
