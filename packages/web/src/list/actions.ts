// What the keys of the list do.

import { type RefObject, useCallback, useEffect } from "react";
import { actionOf } from "../app/keys.ts";
import { nextTheme } from "../app/theme.ts";
import { LIST_KEYS, type ListAction } from "./keys.ts";
import type { ListLine } from "./lines.ts";
import { nextOrder } from "./order.ts";
import { type ListSearch, ordered, regrouped, withoutFilter } from "./search.ts";
import type { SessionStore } from "./store.ts";
import { targetOf } from "./table.tsx";

interface Listing {
  readonly store: SessionStore;
  /** What is looked at now. */
  readonly latest: RefObject<{ readonly lines: readonly ListLine[]; readonly at: number; readonly search: ListSearch }>;
  readonly field: RefObject<HTMLInputElement | null>;
  readonly go: (index: number) => void;
  readonly open: (key: string, at: string | null) => void;
  readonly toggle: (key: string) => void;
  readonly setSearch: (search: ListSearch) => void;
  readonly showStats: () => void;
  readonly showHelp: () => void;
}

/** Listens to keys, but while something else has them. */
export function useListKeys(listing: Listing, elsewhere: boolean): void {
  const { store, latest, field, go, open, toggle, setSearch, showStats, showHelp } = listing;
  const act = useCallback(
    (name: ListAction): void => {
      const { lines, at, search } = latest.current;
      const move = (step: 1 | -1, wanted: (line: ListLine) => boolean): void => {
        for (let index = at + step; index >= 0 && index < lines.length; index += step) {
          const line = lines[index];
          if (line !== undefined && targetOf(line) !== null && wanted(line)) return go(index);
        }
      };
      const { group } = lines[at] ?? {};
      const failed = ({ kind, key }: ListLine): boolean =>
        kind === "row" && (store.get().known.get(key)?.facets.errors ?? 0) > 0;
      const hit = ({ kind }: ListLine): boolean => kind === "hit";
      switch (name) {
        case "next":
          return move(1, () => true);
        case "previous":
          return move(-1, () => true);
        case "nextGroup":
          return move(1, (line) => line.group !== group);
        case "previousGroup":
          return move(-1, (line) => line.group !== group);
        case "nextError":
          return move(1, failed);
        case "previousError":
          return move(-1, failed);
        case "nextHit":
          return move(1, hit);
        case "previousHit":
          return move(-1, hit);
        case "first":
          return go(lines.findIndex((line) => targetOf(line) !== null));
        case "last":
          return go(lines.findLastIndex((line) => targetOf(line) !== null));
        case "open": {
          const line = lines[at];
          const target = line === undefined ? null : targetOf(line);
          return target === null ? undefined : open(target.key, target.at);
        }
        case "toggle": {
          const line = lines[at];
          return line?.kind === "row" ? toggle(line.key) : undefined;
        }
        case "group":
          return setSearch(regrouped(search));
        case "order":
          return setSearch(ordered(search, nextOrder(search.order ?? "created")));
        case "find":
          return field.current?.select();
        case "facets":
          return document.querySelector<HTMLButtonElement>(".facet button")?.focus();
        case "usage":
          return showStats();
        case "theme":
          return nextTheme();
        case "help":
          return showHelp();
        case "close":
          if (document.activeElement === field.current) return field.current?.blur();
          return setSearch(withoutFilter(search));
      }
    },
    [store, latest, field, go, open, toggle, setSearch, showStats, showHelp],
  );
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      const name = elsewhere ? null : actionOf(event, LIST_KEYS);
      if (name === null) return;
      event.preventDefault();
      act(name);
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, [act, elsewhere]);
}
