// The pages and their addresses.

import { createRootRoute, createRoute, createRouter, Outlet, useNavigate, useRouter } from "@tanstack/react-router";
import { type ReactNode, useCallback } from "react";
import type { SessionSearch } from "../session/search.ts";
import { readSearch, writeSearch } from "../session/search.ts";
import { SessionScreen } from "../session/screen.tsx";
import { DropZone } from "./drop.tsx";
import { droppedSource, letGo, takeFile } from "./dropped.ts";
import { Icon } from "./icon.tsx";
import { Mark, StartPage } from "./start.tsx";

const root = createRootRoute({ component: Shell, notFoundComponent: Lost });

function Shell(): ReactNode {
  const router = useRouter();
  const take = useCallback(
    (file: File) => {
      takeFile(file);
      void router.invalidate().then(() => router.navigate({ to: "/file", search: {} }));
    },
    [router],
  );
  return (
    <>
      <Outlet />
      <DropZone take={take} />
    </>
  );
}

function Lost(): ReactNode {
  return <StartPage said="There is no such page." take={useTake()} />;
}

function useTake(): (file: File) => void {
  const navigate = useNavigate();
  return useCallback(
    (file: File) => {
      takeFile(file);
      void navigate({ to: "/file", search: {} });
    },
    [navigate],
  );
}

const start = createRoute({
  getParentRoute: () => root,
  path: "/",
  component: function Start(): ReactNode {
    return <StartPage said={null} take={useTake()} />;
  },
});

const file = createRoute({
  getParentRoute: () => root,
  path: "/file",
  validateSearch: (given: Record<string, unknown>): Record<string, unknown> => given,
  loader: droppedSource,
  component: FilePage,
});

function FilePage(): ReactNode {
  const source = file.useLoaderData();
  const search = file.useSearch();
  const navigate = useNavigate();
  const take = useTake();
  const setSearch = useCallback(
    (next: SessionSearch) =>
      void navigate({ to: "/file", search: writeSearch(next), replace: true, resetScroll: false }),
    [navigate],
  );
  const goHome = useCallback(() => void navigate({ to: "/" }), [navigate]);
  const close = (): void => void letGo().then(goHome);
  if (source === null)
    return <StartPage said="The file that was dropped here is no longer kept: drop it again." take={take} />;
  return (
    <SessionScreen
      key={source.name}
      source={source}
      search={readSearch(search)}
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

function writeAddress(search: Record<string, unknown>): string {
  const text = new URLSearchParams(Object.entries(search).map(([key, value]) => [key, String(value)])).toString();
  return text === "" ? "" : `?${text.replaceAll("%2C", ",")}`;
}

export const router = createRouter({
  routeTree: root.addChildren([start, file]),
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
