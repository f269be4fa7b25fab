// Which sessions of a library are followed now.

import { isAbsolute, relative, resolve } from "node:path";
import type { CataloguedThread, Stem } from "rollbook-core";
import { findThread, type Library, placeOf } from "../../home/index.ts";
import { isWanted, listAll } from "../../listing/index.ts";
import { EXIT, Failure } from "../exit.ts";
import { chooseThread, describeUnknown } from "../operand.ts";
import type { FollowOptions } from "./options.ts";

export interface Chosen {
  readonly key: string;
  readonly thread: CataloguedThread;
  /** It was meant itself, not only through the session that spawned it. */
  readonly named: boolean;
}

export interface Choice {
  /** The paths that have to be watched. */
  readonly places: readonly string[];
  /** None while there is nothing to follow yet. Throws `Failure` for a word that means nothing, or several sessions. */
  readonly choose: (library: Library) => readonly Chosen[];
  /** What is waited for, in words. */
  readonly awaited: string;
}

type Note = (line: string) => void;

export function openChoice({ target, homes, subagents }: FollowOptions, note: Note): Choice {
  const withChildren = (library: Library, named: readonly CataloguedThread[]): readonly Chosen[] => {
    const all = subagents ? named.flatMap((thread) => [thread, ...spawnedBy(library, thread)]) : named;
    return [...new Set(all)].map((thread) => ({
      key: keyOf(thread),
      thread: withoutUnborn(thread),
      named: named.includes(thread),
    }));
  };
  const where = homes.join(" and ");
  if (target.kind === "all") {
    const choose = (library: Library): readonly Chosen[] => {
      const wanted = listAll(library).filter((listed) => {
        const spawned = listed.kind === "subagent" || listed.kind === "review";
        return (subagents || !spawned) && isWanted(target.filters, listed, null) === true;
      });
      return withChildren(
        library,
        wanted.map(({ thread }) => thread),
      );
    };
    return {
      places: homes,
      choose,
      awaited: `${target.filters.length > 0 ? "such a session" : "a session"} in ${where}`,
    };
  }
  /** Once it is known, another that is newer, or has such a name, is not meant. */
  let key: string | null = null;
  const first = (library: Library): CataloguedThread | null => {
    switch (target.kind) {
      case "last": {
        const found = findThread(library, "last");
        return found.kind === "one" ? found.thread : null;
      }
      case "word": {
        const found = chooseThread(library, target.word, note);
        // An id may be that of a session to come.
        if (found === null && !UUID.test(target.word)) {
          throw new Failure(EXIT.input, describeUnknown(target.word, homes));
        }
        return found?.thread ?? null;
      }
      case "file": {
        const rollout = library.at(target.path);
        return rollout === null ? null : library.catalogue.threadOf(rollout);
      }
    }
  };
  return {
    places: target.kind === "file" ? [homeOf(target.path)] : homes,
    choose(library) {
      const known = key;
      const found =
        known === null ? first(library) : (library.catalogue.threads.find((thread) => keyOf(thread) === known) ?? null);
      if (found === null) return [];
      key = keyOf(found);
      return withChildren(library, [found]);
    },
    awaited:
      target.kind === "file"
        ? target.path
        : target.kind === "word"
          ? `session ${target.word} in ${where}`
          : `a session in ${where}`,
  };
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The home a file lies in, spelled as the file is; of one that lies in none, itself. */
function homeOf(path: string): string {
  const { home } = placeOf(path);
  if (home === "") return path;
  return isAbsolute(path) ? home : relative("", home) || ".";
}

/** Without a file that was just made for it: until its header is there, nothing tells what it goes on from. */
function withoutUnborn(thread: CataloguedThread): CataloguedThread {
  const rollouts = thread.rollouts.filter(({ stem }, index) => index === 0 || isBorn(stem));
  if (rollouts.includes(thread.head)) return { ...thread, rollouts };
  const bases = new Set(rollouts.map(({ stem }) => stem.header.base?.rollout_id?.toLowerCase()));
  const head = rollouts.findLast(({ rollout_id }) => !bases.has(rollout_id?.toLowerCase())) ?? thread.head;
  return { ...thread, rollouts, head };
}

/** Its header is there, and whole. */
export function isBorn({ at, size, compressed }: Stem): boolean {
  return at !== null && (compressed || at.offset + at.length < size);
}

/** A session of a home by its id, which the names of its files tell; any other by the path of its first file. */
export function keyOf({ id, home, rollouts, head }: CataloguedThread): string {
  const { path, name } = (rollouts[0] ?? head).stem;
  if (home !== "" && name !== null && id !== null) return `${home}\n${id.toLowerCase()}`;
  return resolve(path.endsWith(".zst") ? path.slice(0, -4) : path);
}

function spawnedBy({ catalogue }: Library, thread: CataloguedThread): readonly CataloguedThread[] {
  const all = new Set<CataloguedThread>();
  const open = [thread];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.id === null) continue;
    for (const child of catalogue.children(next.id)) {
      if (child === thread || child.home !== thread.home || all.has(child)) continue;
      all.add(child);
      open.push(child);
    }
  }
  return [...all];
}
