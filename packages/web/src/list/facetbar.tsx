// What the list is narrowed by: a menu of values for each facet, and what was chosen.

import { type ReactNode, useEffect, useId, useMemo, useRef, useState } from "react";
import { Icon } from "../app/icon.tsx";
import { count } from "../text/figures.ts";
import { visible } from "../text/visible.ts";
import { FACETS, STATES, UNTOLD, valuesOf } from "./facets.ts";
import { choosing, type FacetName, type ListSearch } from "./search.ts";
import type { Sessions } from "./store.ts";
import "./facetbar.css";

interface FacetBarProps {
  readonly sessions: Sessions;
  readonly search: ListSearch;
  readonly setSearch: (search: ListSearch) => void;
}

export function FacetBar({ sessions, search, setSearch }: FacetBarProps): ReactNode {
  const [open, setOpen] = useState<FacetName | null>(null);
  const { since, until, chosen = {} } = search;
  return (
    <div className="facets" role="group" aria-label="Narrow the list">
      {FACETS.map(({ name, told }) => (
        <FacetMenu
          key={name}
          {...{ name, told, sessions, search, setSearch }}
          open={open === name}
          setOpen={(now) => setOpen((before) => (now ? name : before === name ? null : before))}
        />
      ))}
      {since === undefined && until === undefined ? null : (
        <button
          type="button"
          className="chip"
          aria-pressed="true"
          title="Any day"
          onClick={() => {
            const { since: _, until: _u, ...rest } = search;
            setSearch(rest);
          }}
        >
          {since === until ? since : `${since ?? "…"} – ${until ?? "…"}`} <Icon name="close" />
        </button>
      )}
      {Object.keys(chosen).length === 0 ? null : (
        <button
          type="button"
          className="chip"
          onClick={() => {
            const { chosen: _, ...rest } = search;
            setSearch(rest);
          }}
        >
          Clear
        </button>
      )}
    </div>
  );
}

interface FacetMenuProps extends FacetBarProps {
  readonly name: FacetName;
  readonly told: string;
  readonly open: boolean;
  readonly setOpen: (open: boolean) => void;
}

function FacetMenu({ name, told, sessions, search, setSearch, open, setOpen }: FacetMenuProps): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  const chosen = search.chosen?.[name] ?? [];
  const menu = useId();
  useEffect(() => {
    if (!open) return undefined;
    const away = ({ target }: Event): void => {
      if (target instanceof Node && place.current?.contains(target) !== true) setOpen(false);
    };
    document.addEventListener("pointerdown", away);
    document.addEventListener("focusin", away);
    return () => {
      document.removeEventListener("pointerdown", away);
      document.removeEventListener("focusin", away);
    };
  });
  const [first] = chosen;
  return (
    <div
      className="facet"
      ref={place}
      onKeyDown={(event) => {
        if (!open || event.key !== "Escape") return;
        event.stopPropagation();
        event.nativeEvent.stopImmediatePropagation();
        setOpen(false);
        place.current?.querySelector("button")?.focus();
      }}
    >
      <button
        type="button"
        className="chip"
        aria-expanded={open}
        aria-controls={menu}
        aria-haspopup="dialog"
        aria-pressed={chosen.length > 0}
        onClick={() => setOpen(!open)}
      >
        {told}
        {first === undefined ? "" : `: ${nameOf(name, first)}`}
        {chosen.length > 1 ? ` +${chosen.length - 1}` : ""}
      </button>
      {open ? (
        <Values
          id={menu}
          {...{ name, told, sessions, search }}
          choose={(value) => setSearch(choosing(search, name, value))}
        />
      ) : null}
    </div>
  );
}

/** Values that are shown; the rest is found by typing. */
const MOST = 200;

interface ValuesProps extends Omit<FacetBarProps, "setSearch"> {
  readonly id: string;
  readonly name: FacetName;
  readonly told: string;
  readonly choose: (value: string) => void;
}

function Values({ id, name, told, sessions, search, choose }: ValuesProps): ReactNode {
  const [words, setWords] = useState("");
  const place = useRef<HTMLDivElement>(null);
  const values = useMemo(() => valuesOf(sessions, search, name, Date.now()), [sessions, search, name]);
  const shown = values.filter(([value]) => nameOf(name, value).toLowerCase().includes(words.toLowerCase()));
  const chosen = search.chosen?.[name] ?? [];
  const read = FACETS.find((facet) => facet.name === name)?.read === true;
  useEffect(() => place.current?.querySelector("input")?.focus(), []);
  return (
    <div
      id={id}
      className="facet-menu"
      role="dialog"
      aria-label={told}
      ref={place}
      onKeyDown={(event) => {
        const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
        if (step === 0) return;
        event.preventDefault();
        event.stopPropagation();
        const inputs = [...event.currentTarget.querySelectorAll("input")];
        inputs[inputs.findIndex((input) => input === document.activeElement) + step]?.focus();
      }}
    >
      {values.length > 8 || words !== "" ? (
        <input
          type="search"
          className="facet-words"
          aria-label={`Find a ${told.toLowerCase()}`}
          placeholder="Find"
          value={words}
          onChange={({ target }) => setWords(target.value)}
        />
      ) : null}
      <div className="facet-values">
        {shown.slice(0, MOST).map(([value, number]) => (
          <label key={value} className="facet-value">
            <input type="checkbox" checked={chosen.includes(value)} onChange={() => choose(value)} />
            <span className="facet-name">{nameOf(name, value)}</span>
            <span className="chip-count">{count(number)}</span>
          </label>
        ))}
        {shown.length > MOST ? <p className="fact">{count(shown.length - MOST)} more: type to find them.</p> : null}
        {shown.length === 0 ? <p className="fact">None.</p> : null}
        {read && sessions.known.size < sessions.rows.length ? (
          <p className="fact">
            Of {count(sessions.known.size)} of {count(sessions.rows.length)} sessions that were read.
          </p>
        ) : null}
      </div>
    </div>
  );
}

function nameOf(name: FacetName, value: string): string {
  if (value === UNTOLD) return "not told";
  return name === "is" ? (STATES[value as keyof typeof STATES] ?? visible(value)) : visible(value);
}
