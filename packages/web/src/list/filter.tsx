// The bar above the list: words, kinds, grouping.

import { type ReactNode, type Ref, useMemo } from "react";
import { Icon } from "../app/icon.tsx";
import { count, plural } from "../text/figures.ts";
import { KINDS, type Kind, type ListSearch } from "./search.ts";
import type { Sessions } from "./store.ts";

const NAMES: Readonly<Record<Kind, string>> = {
  interactive: "Interactive",
  exec: "Exec",
  subagent: "Agents",
  review: "Reviews",
  other: "Other",
};

interface ListFilterProps {
  readonly sessions: Sessions;
  readonly search: ListSearch;
  readonly setSearch: (search: ListSearch) => void;
  readonly found: number;
  readonly field: Ref<HTMLInputElement>;
}

export function ListFilter({ sessions: { rows }, search, setSearch, found, field }: ListFilterProps): ReactNode {
  const { q = "", kinds = [], group } = search;
  const counts = useMemo(() => {
    const all = new Map<Kind, number>();
    for (const { kind } of rows) all.set(kind, (all.get(kind) ?? 0) + 1);
    return all;
  }, [rows]);
  const choose = (kind: Kind): void => {
    const next = kinds.includes(kind) ? kinds.filter((each) => each !== kind) : [...kinds, kind];
    const { kinds: _, ...rest } = search;
    setSearch(next.length === 0 ? rest : { ...rest, kinds: next });
  };
  const type = (words: string): void => {
    const { q: _, ...rest } = search;
    setSearch(words === "" ? rest : { ...rest, q: words });
  };
  const byProject = group === "project";
  const regroup = (): void => {
    const { group: _, ...rest } = search;
    setSearch(byProject ? rest : { ...rest, group: "project" });
  };
  return (
    <div className="filterbar" role="search">
      <label className="words">
        <Icon name="search" />
        <span className="hidden-visually">Filter</span>
        <input
          ref={field}
          type="search"
          value={q}
          placeholder="Filter: title, project, branch, model"
          spellCheck={false}
          autoComplete="off"
          onChange={({ target }) => type(target.value)}
          onKeyDown={({ key, currentTarget }) => {
            if (key === "Enter") currentTarget.blur();
          }}
        />
        <kbd>/</kbd>
      </label>
      {q !== "" || kinds.length > 0 ? <span className="found">{plural(found, "session")}</span> : null}
      <div className="chips">
        {KINDS.map((kind) =>
          counts.get(kind) === undefined ? null : (
            <button
              key={kind}
              type="button"
              className="chip"
              aria-pressed={kinds.includes(kind)}
              onClick={() => choose(kind)}
            >
              {NAMES[kind]} <span className="chip-count">{count(counts.get(kind) ?? 0)}</span>
            </button>
          ),
        )}
        <span className="space" />
        <button type="button" className="chip" onClick={regroup} title="By day or by project (p)">
          {byProject ? "By project" : "By day"}
        </button>
      </div>
    </div>
  );
}
