// The list of sessions.

import {
  type ReactNode,
  useCallback,
  useDeferredValue,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import type { SearchHit } from "rollbook-api";
import { KeyHelp } from "../app/keyhelp.tsx";
import { useWhenRested } from "../session/cursor.ts";
import { useListKeys } from "./actions.ts";
import { needsReading } from "./facets.ts";
import { ListFilter } from "./filter.tsx";
import { useFound } from "./find.ts";
import { ListHead } from "./head.tsx";
import { LIST_KEYS } from "./keys.ts";
import { type ListLine, listLines } from "./lines.ts";
import { useNow } from "./now.ts";
import { useNarrow } from "./narrow.ts";
import { ListNotes } from "./notes.tsx";
import { ListColumns } from "./heads.tsx";
import type { Order } from "./order.ts";
import { isFiltering, type ListSearch, ordered } from "./search.ts";
import type { Sessions, SessionStore } from "./store.ts";
import { ListTable } from "./table.tsx";
import { useWindow } from "../window/known.ts";
import "./list.css";

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

const HEIGHTS = { group: 34, row: 32, hit: 26 } as const;
const NARROW_ROW = 50;
/** The facets of these are asked for once scrolling rests so long, in milliseconds. */
const REST = 80;
/** Sessions that are read where only reading decides about them. */
const MOST_READ = 2000;

export function ListScreen(props: ListScreenProps): ReactNode {
  const { store, search, setSearch, linkTo, openSession, showStats, chooseFile } = props;
  const sessions = useSyncExternalStore(store.subscribe, store.get);
  const now = useNow(sessions.rows);
  const found = useFound(search.q ?? "");
  const lines = useLines(sessions, useDeferredValue(search), found.hits, now);
  const narrow = useNarrow();
  const [helping, setHelping] = useState(false);
  const scroller = useRef<HTMLElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const heightOf = useCallback(
    (index: number) => {
      const kind = lines[index]?.kind ?? "row";
      return kind === "row" && narrow ? NARROW_ROW : HEIGHTS[kind];
    },
    [lines, narrow],
  );
  const window = useWindow(scroller, lines.length, heightOf);
  const { show, first, end } = window;

  const [cursor, setCursor] = useState(search.at ?? null);
  const at = useMemo(
    () => (cursor === null ? -1 : lines.findIndex(({ kind, key }) => kind !== "group" && key === cursor)),
    [lines, cursor],
  );
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
    // What the address names may be in a page that is not there yet.
    if (cursor !== null && at === -1 && !sessions.done) return;
    shown.current = true;
    if (at > 0) show(at, "center");
  }, [lines, at, cursor, sessions.done, show]);

  useReading(store, lines, first, end, search);

  const go = useCallback(
    (index: number) => {
      const line = latest.current.lines[index];
      if (line === undefined) return;
      setCursor(line.key);
      show(index, "nearest");
    },
    [show],
  );
  const toggle = useCallback(
    (key: string) => {
      const open = latest.current.search.open ?? [];
      change({ open: open.includes(key) ? open.filter((each) => each !== key) : [...open, key] });
    },
    [change],
  );
  const showHelp = useCallback(() => setHelping(true), []);
  useListKeys({ store, latest, field, go, open: openSession, toggle, setSearch, showStats, showHelp }, helping);
  useEffect(() => {
    document.title = "Sessions · Rollbook";
  }, []);

  const byProject = search.group === "project";
  const { order = "created" } = search;
  const choose = useCallback((next: Order): void => setSearch(ordered(latest.current.search, next)), [setSearch]);
  const rows = useMemo(() => lines.reduce((sum, { kind }) => sum + (kind === "row" ? 1 : 0), 0), [lines]);
  return (
    <div className="list">
      <ListHead {...{ sessions, showStats, showHelp, chooseFile }} reading={needsReading(search)} />
      <ListFilter {...{ sessions, search, setSearch, field }} found={rows} />
      <ListColumns byProject={byProject} order={order} choose={choose} />
      <ListTable
        {...{ scroller, window, lines, sessions, at, now, byProject, order, linkTo, toggle }}
        choose={setCursor}
        open={openSession}
      >
        <ListNotes
          sessions={sessions}
          found={found}
          searching={(search.q ?? "").trim() !== ""}
          most={needsReading(search) ? MOST_READ : null}
          empty={lines.length === 0}
        />
      </ListTable>
      {helping ? <KeyHelp actions={LIST_KEYS} close={() => setHelping(false)} /> : null}
    </div>
  );
}

/** The lines anew only where something they are made of is another: there may be a hundred thousand. */
function useLines(
  sessions: Sessions,
  { q, chosen, since, until, group, order, open }: ListSearch,
  hits: readonly SearchHit[],
  now: number,
): readonly ListLine[] {
  const asked = JSON.stringify([q, chosen, since, until, group, order, open]);
  const search = useMemo(() => ({ q, chosen, since, until, group, order, open }) as ListSearch, [asked]);
  const { rows, known } = sessions;
  const read = isFiltering(search) || order === "cost" ? sessions : rows;
  return useMemo(() => listLines({ rows, known }, search, hits, now), [read, search, hits, now]);
}

/** Has those read at which scrolling comes to rest, and others where only reading tells whether they pass. */
function useReading(
  store: SessionStore,
  lines: readonly ListLine[],
  first: number,
  end: number,
  search: ListSearch,
): void {
  useEffect(() => {
    const timer = setTimeout(
      () => store.want(lines.slice(first, end).flatMap((line) => (line.kind === "row" ? line.key : []))),
      REST,
    );
    return () => clearTimeout(timer);
  }, [store, lines, first, end]);
  const deep = needsReading(search);
  const { rows } = store.get();
  useEffect(() => {
    store.wantLater(deep ? rows.slice(0, MOST_READ).map(({ key }) => key) : []);
  }, [store, deep, rows]);
}
