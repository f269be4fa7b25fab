// The bar above the list: words, facets, grouping.

import { type ReactNode, type Ref, useEffect, useRef, useState } from "react";
import { Icon } from "../app/icon.tsx";
import { plural } from "../text/figures.ts";
import { FacetBar } from "./facetbar.tsx";
import { nextOrder, ORDER_NAMES } from "./order.ts";
import { isFiltering, type ListSearch, ordered, regrouped } from "./search.ts";
import type { Sessions } from "./store.ts";

interface ListFilterProps {
  readonly sessions: Sessions;
  readonly search: ListSearch;
  readonly setSearch: (search: ListSearch) => void;
  readonly found: number;
  readonly field: Ref<HTMLInputElement>;
}

export function ListFilter({ sessions, search, setSearch, found, field }: ListFilterProps): ReactNode {
  const { q = "", group, order = "created" } = search;
  // The address follows: what is typed must not wait for it.
  const [typed, setTyped] = useState(q);
  const typing = useRef(false);
  useEffect(() => {
    if (!typing.current) setTyped(q);
  }, [q]);
  const type = (words: string): void => {
    setTyped(words);
    const { q: _, ...rest } = search;
    setSearch(words === "" ? rest : { ...rest, q: words });
  };
  return (
    <div className="filterbar" role="search">
      <label className="words list-words">
        <Icon name="search" />
        <span className="hidden-visually">Search</span>
        <input
          ref={field}
          type="search"
          value={typed}
          onFocus={() => {
            typing.current = true;
          }}
          onBlur={() => {
            typing.current = false;
            setTyped(q);
          }}
          placeholder="Search all sessions"
          spellCheck={false}
          autoComplete="off"
          onChange={({ target }) => type(target.value)}
          onKeyDown={({ key, currentTarget }) => {
            if (key === "Enter") currentTarget.blur();
          }}
        />
        <kbd>/</kbd>
      </label>
      {isFiltering(search) ? (
        <span className="found" role="status">
          {plural(found, "session")}
        </span>
      ) : null}
      <FacetBar {...{ sessions, search, setSearch }} />
      <span className="space" />
      {/* Where there is no room for the heads of columns. */}
      <button
        type="button"
        className="chip list-order"
        onClick={() => setSearch(ordered(search, nextOrder(order)))}
        title="The next order (b)"
      >
        {ORDER_NAMES[order].told}
      </button>
      <button
        type="button"
        className="chip list-grouping"
        onClick={() => setSearch(regrouped(search))}
        title="By day or by project (p)"
      >
        {group === "project" ? "By project" : "By day"}
      </button>
    </div>
  );
}
