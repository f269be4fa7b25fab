// A session's page: the transcript with everything around it.

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
import { KeyHelp } from "../app/keyhelp.tsx";
import type { Source } from "../source/contract.ts";
import { createOutline } from "../source/outline.ts";
import { useSessionKeys } from "./actions.ts";
import { SessionShared } from "./context.ts";
import { CopyMenu } from "./copymenu.tsx";
import { copyChoices } from "./choices.ts";
import { useChange } from "./change.ts";
import { useCursor } from "./cursor.ts";
import { emptyText } from "./empty.ts";
import { createEntries } from "./entries.ts";
import { filterOf } from "./filter.ts";
import { Follow } from "./follow.tsx";
import { FilterBar } from "./filterbar.tsx";
import { Gaps } from "./gaps.tsx";
import { Header, titleOf, useTitle } from "./header.tsx";
import { SESSION_KEYS } from "./keys.ts";
import { linesOf } from "./lines.ts";
import { Files } from "./files/pane.tsx";
import { Navigator } from "./navigator.tsx";
import { keyAt, nearest } from "./places.ts";
import { useRecording } from "./recording.ts";
import { Relations } from "./relations.tsx";
import { Timeline } from "./timeline.tsx";
import { Usage } from "./usage.tsx";
import { RawPanel } from "./raw.tsx";
import { Share } from "./share.tsx";
import { MOST_OPEN, type SessionSearch } from "./search.ts";
import { Transcript, type TranscriptHandle } from "./transcript.tsx";
import { useHits } from "./hits.ts";
import "./screen.css";

export interface SessionScreenProps {
  readonly source: Source;
  readonly search: SessionSearch;
  readonly setSearch: (search: SessionSearch) => void;
  readonly home: ReactNode;
  readonly goHome: () => void;
  readonly threadLink: ((id: string) => string) | null;
}

export function SessionScreen(props: SessionScreenProps): ReactNode {
  const { source, search, setSearch, home, goHome, threadLink } = props;
  const entries = useMemo(() => createEntries(source), [source]);
  const store = useMemo(() => createOutline(source, entries.forget), [source, entries]);
  const outline = useSyncExternalStore(store.subscribe, store.get);

  const [latest, change] = useChange(search, setSearch);

  const filter = useMemo(
    () => filterOf(search),
    [search.q, search.kinds?.join(), search.failed, search.all, search.from, search.to],
  );
  const hits = useHits(source, filter.words, outline);
  const shownOutline = useDeferredValue(outline);
  const recording = useRecording(source, outline);
  const lines = useMemo(() => linesOf(shownOutline, filter, hits, recording), [shownOutline, filter, hits, recording]);
  const indexOf = useMemo(() => new Map(lines.map(({ key }, index) => [key, index])), [lines]);
  const shownTurns = useMemo(
    () => (filter.active ? new Set(lines.map(({ turn }) => turn.head.index)) : null),
    [filter, lines],
  );
  const open = useMemo(() => new Set(search.open), [search.open]);

  const [chosen, setCursor] = useCursor(search.at ?? null, change);
  const cursor = chosen ?? lines[0]?.key ?? null;
  const [helping, setHelping] = useState(false);
  const [copying, setCopying] = useState(false);
  const [sharing, setSharing] = useState(false);
  const [showingTurns, setShowingTurns] = useState(false);
  const transcript = useRef<TranscriptHandle>(null);
  const field = useRef<HTMLInputElement>(null);

  const current = useRef({ lines, indexOf, cursor, chosen });
  current.current = { lines, indexOf, cursor, chosen };

  // What the address names is brought into sight once it is there: among the lines, which come later than what they tell.
  const awaited = useRef(search.at ?? null);
  useEffect(() => {
    const key = awaited.current?.startsWith("b") === true ? keyAt(shownOutline, awaited.current) : awaited.current;
    const index = key === null ? undefined : indexOf.get(key);
    if (index !== undefined && key !== null && key !== awaited.current) setCursor(key);
    if (index !== undefined) transcript.current?.show(index, "start");
    if (index === undefined && (!shownOutline.done || indexOf.size === 0)) return;
    // There is no such item: the beginning will do.
    if (index === undefined && awaited.current?.startsWith("b") === true) setCursor("t0");
    awaited.current = null;
  }, [indexOf, shownOutline, setCursor]);

  // What the filter leaves over is looked at from the line the cursor is on, or from the nearest that is left.
  const filtered = useRef(filter);
  useEffect(() => {
    const here = current.current.cursor;
    // An item that is still being looked for.
    if (here?.startsWith("b") === true) return;
    const place = here === null ? 0 : indexOf.get(here);
    if (lines.length === 0 || awaited.current !== null || (place !== undefined && filtered.current === filter)) return;
    filtered.current = filter;
    const index = place ?? nearest(lines, outline, here);
    const key = lines[index]?.key;
    if (place === undefined && key !== undefined) setCursor(key);
    transcript.current?.show(index, "start");
  }, [filter, indexOf, lines, outline, setCursor]);

  // At the end of a session that is being written, the cursor stays at the end.
  const wasLast = useRef<string | null>(null);
  const settled = useRef(false);
  settled.current ||= shownOutline.done;
  useEffect(() => {
    const before = wasLast.current;
    const last = settled.current ? (lines.at(-1)?.key ?? null) : null;
    wasLast.current = last;
    if (before === null || last === null || last === before || current.current.chosen !== before) return;
    setCursor(last);
    transcript.current?.show(lines.length - 1, "auto");
  }, [lines, setCursor]);

  const toggle = useCallback(
    (position: number) => {
      const now = latest.current.open ?? [];
      const next = now.includes(position) ? now.filter((each) => each !== position) : [...now, position];
      change({ open: next.slice(-MOST_OPEN) });
    },
    [change],
  );

  const showRaw = useCallback(
    (key: string) => {
      setCursor(key);
      change({ raw: true, at: key });
    },
    [change, setCursor],
  );

  const go = useCallback(
    (key: string, how: "start" | "center" | "auto") => {
      const index = current.current.indexOf.get(key);
      if (index === undefined) return;
      setCursor(key);
      transcript.current?.show(index, how);
    },
    [setCursor],
  );

  const goTurn = useCallback(
    (turn: number) => {
      setShowingTurns(false);
      if (latest.current.pane !== undefined) change({ pane: undefined });
      const { lines: all } = current.current;
      const key = all.find((line) => line.turn.head.index >= turn)?.key ?? all.at(-1)?.key;
      if (key !== undefined) go(key, "start");
    },
    [change, go],
  );

  const goLine = useCallback(
    (key: string) => {
      change({ pane: undefined });
      go(key, "start");
    },
    [change, go],
  );

  const goMoment = useCallback(
    (moment: number) => {
      const { lines: all } = current.current;
      const line = all.find(({ row }) => row !== null && row.at !== null && row.at >= moment) ?? all.at(-1);
      if (line !== undefined) go(line.key, "start");
    },
    [go],
  );

  const rested = useCallback(
    (first: number, last: number) => {
      const { lines: all, indexOf: places, cursor: here } = current.current;
      const at = places.get(here ?? "");
      if (awaited.current !== null || (at !== undefined && at >= first && at <= last)) return;
      const key = all[first]?.key;
      if (key !== undefined) setCursor(key);
    },
    [setCursor],
  );

  useSessionKeys(
    { current, latest, transcript, field, change, go, goHome, setCursor, toggle, setCopying, setSharing, setHelping },
    helping || copying || sharing,
  );

  useTitle(titleOf(outline, source.name));

  const split = search.split === true;
  const shared = useMemo(
    () => ({ source, entries, recording, split, toggle, showRaw, threadLink }),
    [source, entries, recording, split, toggle, showRaw, threadLink],
  );
  const cursorLine = lines[indexOf.get(cursor ?? "") ?? -1];
  const rawPosition = cursorLine?.row?.position ?? cursorLine?.turn.rows[0]?.position ?? null;
  const { facts } = outline;
  const relations = useMemo(
    () => (facts === null ? null : <Relations relations={facts.relations} link={threadLink} />),
    [facts, threadLink],
  );
  const choices = copyChoices({ source, outline, entries, row: cursorLine?.row ?? null });
  return (
    <SessionShared value={shared}>
      <div
        className={`session${showingTurns ? " showing-turns" : ""}${search.raw && rawPosition !== null ? " showing-raw" : ""}`}
      >
        <Header
          outline={outline}
          name={source.name}
          pane={search.pane ?? "transcript"}
          choosePane={(pane) => change({ pane: pane === "transcript" ? undefined : pane })}
          home={home}
          showTurns={() => setShowingTurns(!showingTurns)}
          showKeys={() => setHelping(true)}
          copy={
            <>
              <CopyMenu choices={choices} open={copying} setOpen={setCopying} />
              <Share source={source} turn={cursorLine?.turn.head.index ?? null} open={sharing} setOpen={setSharing} />
            </>
          }
        />
        <Gaps outline={outline} />
        <Navigator turns={outline.turns} current={cursorLine?.turn.head.index ?? null} shown={shownTurns} go={goTurn}>
          {relations}
        </Navigator>
        <button
          type="button"
          className="veil"
          aria-label="Close the turns"
          hidden={!showingTurns}
          onClick={() => setShowingTurns(false)}
        />
        <main className={search.pane === undefined ? "middle" : "middle other"}>
          {search.pane === "files" ? (
            <Files source={source} outline={outline} search={search} change={change} go={goLine} link={threadLink} />
          ) : null}
          {search.pane === "usage" ? <Usage source={source} outline={outline} go={goTurn} /> : null}
          <Timeline
            outline={outline}
            from={search.from}
            to={search.to}
            at={cursorLine?.row?.at ?? cursorLine?.turn.head.started_at ?? null}
            change={change}
            go={goMoment}
          />
          <FilterBar
            outline={outline}
            search={search}
            change={change}
            found={filter.active ? lines.reduce((sum, { row }) => sum + (row === null ? 0 : 1), 0) : null}
            field={field}
          />
          <Transcript
            lines={lines}
            indexOf={indexOf}
            cursor={cursor}
            open={open}
            choose={setCursor}
            rested={rested}
            handle={transcript}
            empty={emptyText(outline, filter.active)}
          />
          {facts?.live === true ? <Follow last={lines.at(-1)?.key ?? null} cursor={cursor} go={go} /> : null}
        </main>
        {search.raw && rawPosition !== null ? (
          <RawPanel
            source={source}
            entries={entries}
            position={rawPosition}
            facts={outline.facts}
            close={() => change({ raw: undefined })}
          />
        ) : null}
        {helping ? <KeyHelp actions={SESSION_KEYS} close={() => setHelping(false)} /> : null}
      </div>
    </SessionShared>
  );
}
