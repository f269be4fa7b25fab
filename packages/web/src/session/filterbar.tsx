// The bar of filters: words, kinds, what failed.

import { memo, type ReactNode, type Ref, useEffect, useState } from "react";
import { Icon } from "../app/icon.tsx";
import { isError } from "../source/outline.ts";
import type { Outline } from "../source/outline.ts";
import { count } from "../text/figures.ts";
import { isQuiet } from "./filter.ts";
import { GROUPS, type ViewKind } from "./kinds.ts";
import type { SearchPatch, SessionSearch } from "./search.ts";
import "./filterbar.css";

/** Words are looked for this long after the last key, in milliseconds. */
const PAUSE = 150;

interface FilterBarProps {
  readonly outline: Outline;
  readonly search: SessionSearch;
  readonly change: (patch: SearchPatch) => void;
  readonly found: number | null;
  readonly field: Ref<HTMLInputElement>;
}

export const FilterBar = memo(function FilterBar({ outline, search, change, found, field }: FilterBarProps): ReactNode {
  const counts = countKinds(outline);
  const chosen = search.kinds ?? [];
  const toggle = (kinds: readonly ViewKind[]): void => {
    const on = kinds.every((kind) => chosen.includes(kind));
    const next = on ? chosen.filter((kind) => !kinds.includes(kind)) : [...chosen, ...kinds];
    change({ kinds: next });
  };
  return (
    <div className="filterbar" role="search">
      <Words search={search} change={change} field={field} />
      {found === null ? null : <span className="found">{count(found)} found</span>}
      <div className="chips">
        {GROUPS.map(({ name, kinds }) => {
          const many = kinds.reduce((sum, kind) => sum + (counts.get(kind) ?? 0), 0);
          if (many === 0) return null;
          return (
            <button
              key={name}
              type="button"
              className={`chip${kinds.includes("damage") ? " amber" : ""}`}
              aria-pressed={kinds.every((kind) => chosen.includes(kind))}
              onClick={() => toggle(kinds)}
            >
              {name} <span className="chip-count">{count(many)}</span>
            </button>
          );
        })}
        {counts.get("failed") === undefined ? null : (
          <button
            type="button"
            className="chip red"
            aria-pressed={search.failed === true}
            title="Only what failed (f)"
            onClick={() => change({ failed: search.failed ? undefined : true })}
          >
            Failed <span className="chip-count">{count(counts.get("failed") ?? 0)}</span>
          </button>
        )}
        {counts.get("quiet") === undefined ? null : (
          <button
            type="button"
            className="chip"
            aria-pressed={search.all === true}
            title="What the harness told, and sealed reasoning (a)"
            onClick={() => change({ all: search.all ? undefined : true })}
          >
            Harness <span className="chip-count">{count(counts.get("quiet") ?? 0)}</span>
          </button>
        )}
      </div>
    </div>
  );
});

function Words({ search, change, field }: Pick<FilterBarProps, "search" | "change" | "field">): ReactNode {
  const told = search.q ?? "";
  const [typed, setTyped] = useState(told);
  useEffect(() => setTyped(told), [told]);
  useEffect(() => {
    if (typed === told) return undefined;
    const timer = setTimeout(() => change({ q: typed }), PAUSE);
    return () => clearTimeout(timer);
  }, [typed, told, change]);
  return (
    <label className="words">
      <Icon name="search" />
      <span className="hidden-visually">Filter</span>
      <input
        ref={field}
        type="search"
        value={typed}
        placeholder="Filter: words, tool:, path:"
        spellCheck={false}
        autoComplete="off"
        onChange={({ target }) => setTyped(target.value)}
        onKeyDown={({ key, currentTarget }) => {
          if (key === "Enter") currentTarget.blur();
        }}
      />
      <kbd>/</kbd>
    </label>
  );
}

function countKinds({ turns }: Outline): ReadonlyMap<ViewKind | "failed" | "quiet", number> {
  const counts = new Map<ViewKind | "failed" | "quiet", number>();
  const add = (key: ViewKind | "failed" | "quiet"): void => void counts.set(key, (counts.get(key) ?? 0) + 1);
  for (const { rows } of turns) {
    for (const row of rows) {
      if (isQuiet(row)) add("quiet");
      else add(row.kind);
      if (isError(row)) add("failed");
    }
  }
  return counts;
}
