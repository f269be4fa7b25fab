// What is looked at, changed in steps that may come faster than the address takes them.

import { type RefObject, useCallback, useRef } from "react";
import { patchSearch, type SearchPatch, type SessionSearch } from "./search.ts";

export interface Steps {
  readonly latest: SessionSearch;
  /** What was asked for and did not come back yet, oldest first. */
  readonly sent: readonly string[];
}

/** The next step, from where the last one leads. */
export function takeStep({ latest, sent }: Steps, patch: SearchPatch): Steps {
  const next = patchSearch(latest, patch);
  return { latest: next, sent: [...sent, nameOf(next)] };
}

/** What the address says now: one of the steps, with others still to come, or another place altogether. */
export function comeBack({ latest, sent }: Steps, given: SessionSearch): Steps {
  const at = sent.indexOf(nameOf(given));
  const left = at === -1 ? [] : sent.slice(at + 1);
  return { latest: left.length === 0 ? given : latest, sent: left };
}

function nameOf(search: SessionSearch): string {
  return JSON.stringify(Object.entries(search).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

export function useChange(
  search: SessionSearch,
  setSearch: (search: SessionSearch) => void,
): readonly [latest: RefObject<SessionSearch>, change: (patch: SearchPatch) => void] {
  const latest = useRef(search);
  const given = useRef(search);
  const sent = useRef<readonly string[]>([]);
  const keep = useCallback((steps: Steps): void => {
    latest.current = steps.latest;
    sent.current = steps.sent;
  }, []);
  if (given.current !== search) {
    given.current = search;
    keep(comeBack({ latest: latest.current, sent: sent.current }, search));
  }
  const change = useCallback(
    (patch: SearchPatch) => {
      keep(takeStep({ latest: latest.current, sent: sent.current }, patch));
      setSearch(latest.current);
    },
    [keep, setSearch],
  );
  return [latest, change];
}
