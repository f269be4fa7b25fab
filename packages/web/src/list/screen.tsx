// The list of sessions.

import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { Icon } from "../app/icon.tsx";
import { KeyHelp } from "../app/keyhelp.tsx";
import { actionOf } from "../app/keys.ts";
import { nextTheme, useTheme } from "../app/theme.ts";
import { count, day } from "../text/figures.ts";
import { visible } from "../text/visible.ts";
import { ListFilter } from "./filter.tsx";
import { Hits } from "./hits.tsx";
import { LIST_KEYS, type ListAction } from "./keys.ts";
import { type ListLine, listLines } from "./lines.ts";
import { ListRow } from "./row.tsx";
import type { ListSearch } from "./search.ts";
import type { SessionStore } from "./store.ts";
import "./list.css";
import { useWhenRested } from "../session/cursor.ts";

interface ListScreenProps {
  readonly store: SessionStore;
  readonly search: ListSearch;
  readonly setSearch: (search: ListSearch) => void;
  /** `at` is a line of the session; null for where it begins. */
  readonly linkTo: (key: string, at: string | null) => string;
  readonly openSession: (key: string, at: string | null) => void;
  readonly showStats: () => void;
  readonly chooseFile: ReactNode;
}

const GROUP_HEIGHT = 34;
const ROW_HEIGHT = 32;
const NARROW_HEIGHT = 50;

export function ListScreen(props: ListScreenProps): ReactNode {
  const { store, search, setSearch, linkTo, openSession, showStats, chooseFile } = props;
  const sessions = useSyncExternalStore(store.subscribe, store.get);
  const lines = useMemo(() => listLines(sessions, search), [sessions, search]);
  const theme = useTheme();
  const narrow = useNarrow();
  const [helping, setHelping] = useState(false);
  const scroller = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const hits = useRef<HTMLElement>(null);
  // The same functions as long as they say the same: another one makes all heights be reckoned anew.
  const getItemKey = useCallback((index: number) => lines[index]?.key ?? index, [lines]);
  const estimateSize = useCallback(
    (index: number) => (lines[index]?.row === null ? GROUP_HEIGHT : narrow ? NARROW_HEIGHT : ROW_HEIGHT),
    [lines, narrow],
  );
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize,
    getItemKey,
    overscan: 12,
  });
  useEffect(() => virtualizer.measure(), [virtualizer, narrow, lines]);

  const [cursor, setCursor] = useState(search.at ?? null);
  const at = lines.findIndex(({ key, row }) => row !== null && key === cursor);
  const latest = useRef({ lines, at, search });
  latest.current = { lines, at, search };
  const change = useCallback(
    (patch: Partial<ListSearch>) => setSearch({ ...latest.current.search, ...patch }),
    [setSearch],
  );

  const rest = useCallback((place: string): void => change({ at: place }), [change]);
  useWhenRested(cursor, search.at ?? null, rest);

  const shown = useRef(false);
  useEffect(() => {
    if (shown.current || lines.length === 0) return;
    shown.current = true;
    if (at > 0) virtualizer.scrollToIndex(at, { align: "center" });
  }, [lines, at, virtualizer]);

  const searching = search.q !== undefined;
  const items = virtualizer.getVirtualItems();
  const inSight = items.flatMap(({ index }) => lines[index]?.row?.key ?? []).join("\n");
  useEffect(() => {
    // Only of those at which scrolling comes to rest; where words are looked for, of all behind them.
    const timer = setTimeout(() => {
      const seen = inSight.split("\n").filter(Boolean);
      store.want(searching ? [...seen, ...store.get().rows.map(({ key }) => key)] : seen);
    }, 80);
    return () => clearTimeout(timer);
  }, [store, inSight, searching, sessions.done]);

  const toggle = useCallback(
    (key: string) => {
      const open = latest.current.search.open ?? [];
      change({ open: open.includes(key) ? open.filter((each) => each !== key) : [...open, key] });
    },
    [change],
  );

  const act = useCallback(
    (name: ListAction) => {
      const { lines: all, at: from } = latest.current;
      const move = (step: 1 | -1, wanted: (line: ListLine) => boolean): void => {
        for (let index = from + step; index >= 0 && index < all.length; index += step) {
          const line = all[index];
          if (line === undefined || line.row === null || !wanted(line)) continue;
          setCursor(line.key);
          virtualizer.scrollToIndex(index, { align: "auto" });
          return;
        }
      };
      const group = all[from]?.group;
      const failed = (line: ListLine): boolean => (store.get().facets.get(line.key)?.errors ?? 0) > 0;
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
        case "first":
        case "last": {
          const line = name === "first" ? all.find(({ row }) => row !== null) : all.findLast(({ row }) => row !== null);
          if (line === undefined) return undefined;
          setCursor(line.key);
          return virtualizer.scrollToIndex(all.indexOf(line), { align: "auto" });
        }
        case "open": {
          const key = all[from]?.row?.key;
          return key === undefined ? undefined : openSession(key, null);
        }
        case "toggle": {
          const key = all[from]?.row?.key;
          return key === undefined ? undefined : toggle(key);
        }
        case "group":
          return setSearch(regrouped(latest.current.search));
        case "find":
          return field.current?.select();
        case "usage":
          return showStats();
        case "hits":
          return hits.current?.querySelector("a")?.focus();
        case "theme":
          return nextTheme();
        case "help":
          return setHelping(true);
        case "close":
          if (document.activeElement === field.current) return field.current?.blur();
          return setSearch(withoutFilter(latest.current.search));
      }
    },
    [openSession, setSearch, showStats, store, toggle, virtualizer],
  );

  useEffect(() => {
    document.title = "Sessions · Rollbook";
    const listen = (event: KeyboardEvent): void => {
      const name = helping ? null : actionOf(event, LIST_KEYS);
      if (name === null) return;
      event.preventDefault();
      act(name);
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, [act, helping]);

  const byProject = search.group === "project";
  const found = lines.reduce((sum, { row }) => sum + (row === null ? 0 : 1), 0);
  return (
    <div className="list">
      <header className="head">
        <h1 className="list-name">Rollbook</h1>
        <span className="head-facts">
          {count(sessions.rows.length)} sessions{sessions.done ? "" : " so far"}
          {searching && sessions.facets.size < sessions.rows.length
            ? `, ${count(sessions.facets.size)} of them read`
            : ""}
        </span>
        <span className="space" />
        <button type="button" className="button plain" onClick={showStats} title="Usage (u)">
          Usage
        </button>
        {chooseFile}
        <button
          type="button"
          className="button plain"
          onClick={nextTheme}
          title={`Colours: ${theme === "auto" ? "as the system" : theme} (t)`}
          aria-label={`Colours: ${theme}`}
        >
          <Icon name={theme === "auto" ? "auto" : theme === "light" ? "sun" : "moon"} />
        </button>
        <button
          type="button"
          className="button plain"
          onClick={() => setHelping(true)}
          title="Keys (?)"
          aria-label="Keys"
        >
          ?
        </button>
      </header>
      <ListFilter sessions={sessions} search={search} setSearch={setSearch} found={found} field={field} />
      <Hits words={search.q ?? ""} linkTo={linkTo} open={openSession} list={hits} />
      <div className="list-columns" aria-hidden="true">
        <span className="list-title">Session</span>
        <span className="list-project">{byProject ? "Branch" : "Project"}</span>
        <span className="list-model">Model</span>
        <span className="list-number">Turns</span>
        <span className="list-number">Runs</span>
        <span className="list-number">Files</span>
        <span className="list-number">Tokens</span>
        <span className="list-number wide">Time</span>
      </div>
      <main className="list-body" ref={scroller} tabIndex={-1}>
        {[...(sessions.failure === null ? [] : [sessions.failure]), ...sessions.problems].map((problem) => (
          <p key={problem} className="list-problem">
            {visible(problem)}
          </p>
        ))}
        {sessions.done && lines.length === 0 && sessions.failure === null ? (
          <p className="list-empty">
            {sessions.rows.length === 0
              ? "There are no sessions here yet."
              : "No session has this in its name, first words, project, branch or model. Esc clears the filter."}
          </p>
        ) : null}
        <div className="list-all" role="list" aria-label="Sessions" style={{ height: virtualizer.getTotalSize() }}>
          {items.map(({ index, start, size, key }) => {
            const line = lines[index];
            if (line === undefined) return null;
            const style = { transform: `translateY(${start}px)`, height: size };
            if (line.row === null) {
              return (
                <div key={key} role="listitem" className="list-group" style={style}>
                  <h2>
                    {byProject ? visible(line.group) : dayName(line.group)}{" "}
                    <span className="chip-count">{count(line.count)}</span>
                  </h2>
                </div>
              );
            }
            return (
              <div key={key} role="listitem" className="list-item" style={style}>
                <a
                  href={linkTo(line.row.key, null)}
                  className={index === at ? "list-row cursor" : "list-row"}
                  aria-current={index === at}
                  onMouseDown={() => setCursor(line.key)}
                  onClick={(event) => {
                    if (event.metaKey || event.ctrlKey || event.shiftKey || event.defaultPrevented) return;
                    event.preventDefault();
                    openSession(line.key, null);
                  }}
                >
                  <ListRow line={line} facets={sessions.facets.get(line.key)} byProject={byProject} toggle={toggle} />
                </a>
              </div>
            );
          })}
        </div>
      </main>
      {helping ? <KeyHelp actions={LIST_KEYS} close={() => setHelping(false)} /> : null}
    </div>
  );
}

/** `Today, 2026-11-21`, `Friday, 2026-11-20`. */
function dayName(date: string): string {
  const today = day(Date.now());
  const yesterday = day(Date.now() - 86_400_000);
  const weekday = new Date(`${date}T12:00`).toLocaleDateString("en", { weekday: "long" });
  return `${date === today ? "Today" : date === yesterday ? "Yesterday" : weekday}, ${date}`;
}

function regrouped({ group, ...rest }: ListSearch): ListSearch {
  return group === undefined ? { ...rest, group: "project" } : rest;
}

function withoutFilter({ q: _, kinds: _kinds, ...rest }: ListSearch): ListSearch {
  return rest;
}

const NARROW = "(max-width: 820px)";

function useNarrow(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const query = matchMedia(NARROW);
      query.addEventListener("change", listener);
      return () => query.removeEventListener("change", listener);
    },
    () => matchMedia(NARROW).matches,
  );
}
