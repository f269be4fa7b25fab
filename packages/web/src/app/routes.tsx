// The pages and their addresses.

import { createRootRoute, createRoute, createRouter, Outlet, useNavigate, useRouter } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense, useCallback, useMemo } from "react";
import { ListScreen } from "../list/screen.tsx";
import { type ListSearch, readListSearch, writeListSearch } from "../list/search.ts";
import { readSearch, type SessionSearch, writeSearch } from "../session/search.ts";
import { SessionScreen } from "../session/screen.tsx";
import { readStatsSearch, type Sort, spanOf, type StatsSearch } from "../stats/search.ts";
import { openSession } from "../source/server.ts";
import { ChooseFiles } from "./choose.tsx";
import { DropZone } from "./drop.tsx";
import { droppedSource, letGo, takeFiles } from "./dropped.ts";
import { Icon } from "./icon.tsx";
import { PaletteDoor } from "./palette/open.tsx";
import { findServer, listenTo, sessionStore } from "./server.ts";
import { Mark, StartPage } from "./start.tsx";

/** Its code is loaded with it. */
const StatsScreen = lazy(() => import("../stats/screen.tsx"));

type Fields = Record<string, unknown>;
const asGiven = (given: Fields): Fields => given;

const root = createRootRoute({ component: Shell, notFoundComponent: Lost });

function Shell(): ReactNode {
  const take = useTake();
  return (
    <>
      <Outlet />
      <DropZone take={take} />
      <PaletteDoor />
    </>
  );
}

function Lost(): ReactNode {
  return <StartPage said="There is no such page." take={useTake()} />;
}

function useTake(): (files: readonly File[]) => void {
  const router = useRouter();
  return useCallback(
    (files: readonly File[]) => {
      takeFiles(files);
      // Where a file is shown already, its page has to look again.
      void router.navigate({ to: "/file", search: {} }).then(() => router.invalidate());
    },
    [router],
  );
}

const list = createRoute({
  getParentRoute: () => root,
  path: "/",
  validateSearch: asGiven,
  loader: findServer,
  component: ListPage,
});

const LOCKED = "This browser is not known to the server: open the link that `rollbook view` printed.";

function ListPage(): ReactNode {
  const server = list.useLoaderData();
  const search = list.useSearch();
  const navigate = useNavigate();
  const router = useRouter();
  const take = useTake();
  const setSearch = useCallback(
    (next: ListSearch) => void navigate({ to: "/", search: writeListSearch(next), replace: true, resetScroll: false }),
    [navigate],
  );
  const open = useCallback(
    (key: string, at: string | null) =>
      void navigate({ to: "/s/$key", params: { key }, search: at === null ? {} : { at } }),
    [navigate],
  );
  const linkTo = useCallback(
    (key: string, at: string | null) =>
      router.buildLocation({ to: "/s/$key", params: { key }, search: at === null ? {} : { at } }).href,
    [router],
  );
  const parsed = useMemo(() => readListSearch(search), [search]);
  if (server.state !== "there") return <StartPage said={server.state === "locked" ? LOCKED : null} take={take} />;
  return (
    <ListScreen
      store={sessionStore()}
      search={parsed}
      setSearch={setSearch}
      linkTo={linkTo}
      openSession={open}
      showStats={() => void navigate({ to: "/stats" })}
      chooseFile={
        <ChooseFiles take={take} className="button plain" name="Open a file">
          <span className="button-words">Open a file</span>
        </ChooseFiles>
      }
    />
  );
}

const session = createRoute({
  getParentRoute: () => root,
  path: "/s/$key",
  validateSearch: asGiven,
  component: SessionPage,
});

function SessionPage(): ReactNode {
  const { key } = session.useParams();
  const search = session.useSearch();
  const navigate = useNavigate();
  const router = useRouter();
  const source = useMemo(() => openSession(key, (grew) => listenTo(key, grew)), [key]);
  const parsed = useMemo(() => readSearch(search), [search]);
  const setSearch = useCallback(
    (next: SessionSearch) =>
      void navigate({ to: "/s/$key", params: { key }, search: writeSearch(next), replace: true, resetScroll: false }),
    [navigate, key],
  );
  const goHome = useCallback(() => void navigate({ to: "/", search: { at: key } }), [navigate, key]);
  const threadLink = useCallback(
    (other: string) => router.buildLocation({ to: "/s/$key", params: { key: other } }).href,
    [router],
  );
  return (
    <SessionScreen
      key={key}
      source={source}
      search={parsed}
      setSearch={setSearch}
      goHome={goHome}
      threadLink={threadLink}
      home={<Mark go={goHome} />}
    />
  );
}

const stats = createRoute({
  getParentRoute: () => root,
  path: "/stats",
  validateSearch: asGiven,
  component: StatsPage,
});

function StatsPage(): ReactNode {
  const given = stats.useSearch();
  const navigate = useNavigate();
  const router = useRouter();
  const search = useMemo(() => readStatsSearch(given), [given]);
  const setSearch = useCallback(
    (next: StatsSearch) => void navigate({ to: "/stats", search: { ...next }, replace: true, resetScroll: false }),
    [navigate],
  );
  const goHome = useCallback(() => void navigate({ to: "/" }), [navigate]);
  const listLink = useCallback(
    (next: ListSearch) => router.buildLocation({ to: "/", search: writeListSearch(next) }).href,
    [router],
  );
  const sessionLink = useCallback(
    (key: string) => router.buildLocation({ to: "/s/$key", params: { key } }).href,
    [router],
  );
  const dayLink = useCallback((day: string) => listLink({ since: day, until: day }), [listLink]);
  const openDay = useCallback(
    (day: string) => void navigate({ to: "/", search: writeListSearch({ since: day, until: day }) }),
    [navigate],
  );
  const linkTo = useCallback(
    (by: Sort, key: string): string | null => {
      if (by === "session") return sessionLink(key);
      if (by === "day") return dayLink(key);
      if (by === "model") return listLink({ chosen: { model: [key] } });
      if (by === "project") return listLink({ q: key });
      const span = spanOf(by, key);
      return span === null ? null : listLink(span);
    },
    [sessionLink, dayLink, listLink],
  );
  return (
    <Suspense fallback={null}>
      <StatsScreen
        home={<Mark go={goHome} />}
        {...{ search, setSearch, goHome, linkTo, dayLink, openDay, sessionLink }}
      />
    </Suspense>
  );
}

const file = createRoute({
  getParentRoute: () => root,
  path: "/file",
  validateSearch: asGiven,
  loader: droppedSource,
  component: FilePage,
});

function FilePage(): ReactNode {
  const source = file.useLoaderData();
  const search = file.useSearch();
  const navigate = useNavigate();
  const take = useTake();
  const parsed = useMemo(() => readSearch(search), [search]);
  const setSearch = useCallback(
    (next: SessionSearch) =>
      void navigate({ to: "/file", search: writeSearch(next), replace: true, resetScroll: false }),
    [navigate],
  );
  const goHome = useCallback(() => void navigate({ to: "/" }), [navigate]);
  const close = (): void => void letGo().then(goHome);
  if (source === null) {
    return <StartPage said="The file that was dropped here is no longer kept: drop it again." take={take} />;
  }
  return (
    <SessionScreen
      key={source.key}
      source={source}
      search={parsed}
      setSearch={setSearch}
      goHome={goHome}
      threadLink={null}
      home={
        <>
          <Mark go={goHome} />
          <button type="button" className="button plain" onClick={close} title="Close the file and forget it">
            <Icon name="close" />
            <span className="hidden-visually">Close the file</span>
          </button>
        </>
      }
    />
  );
}

function writeAddress(search: Fields): string {
  const text = new URLSearchParams(Object.entries(search).map(([key, value]) => [key, String(value)])).toString();
  return text === "" ? "" : `?${text.replaceAll("%2C", ",")}`;
}

export const router = createRouter({
  routeTree: root.addChildren([list, session, stats, file]),
  defaultPreload: false,
  scrollRestoration: false,
  // Plain words: an address is read and written by people too.
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: writeAddress,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
