// What is looked at, changed in steps that may come faster than the address takes them.

import { type RefObject, useCallback, useRef } from "react";
import { patchSearch, type SearchPatch, type SessionSearch } from "./search.ts";

export function useChange(
  search: SessionSearch,
  setSearch: (search: SessionSearch) => void,
): readonly [latest: RefObject<SessionSearch>, change: (patch: SearchPatch) => void] {
  // As it was given last, with what was changed since and is not given back yet.
  const latest = useRef(search);
  const given = useRef(search);
  if (given.current !== search) {
    given.current = search;
    latest.current = search;
  }
  const change = useCallback(
    (patch: SearchPatch) => {
      latest.current = patchSearch(latest.current, patch);
      setSearch(latest.current);
    },
    [setSearch],
  );
  return [latest, change];
}
