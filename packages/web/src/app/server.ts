// The server this page came from, if it came from one: what it says of itself, and what it tells while one looks.

import { addressOf, type SessionEvent, type SessionsEvent } from "rollbook-api";
import { ApiError, ask } from "../source/api.ts";
import { createSessionStore, type SessionStore } from "../list/store.ts";

/** `none`: there is only the page; `locked`: it knows nobody by this browser's cookie. */
export type Server = { readonly state: "there" | "none" | "locked" };

let known: Promise<Server> | null = null;

export function findServer(): Promise<Server> {
  known ??= ask("about", {}).then(
    () => ({ state: "there" }) as const,
    (error: unknown) => {
      known = null;
      return { state: error instanceof ApiError && error.status === 401 ? "locked" : "none" } as const;
    },
  );
  return known;
}

let store: SessionStore | null = null;

/** Several within so many milliseconds are one piece of news. */
const PAUSE = 500;

/** The list, loaded once and then kept up with. */
export function sessionStore(): SessionStore {
  if (store !== null) return store;
  const made = createSessionStore();
  store = made;
  const events = new EventSource(addressOf("events", {}));
  let timer: ReturnType<typeof setTimeout> | null = null;
  let heard: Record<keyof SessionsEvent, Set<string>> = { added: new Set(), changed: new Set(), removed: new Set() };
  events.addEventListener("sessions", ({ data }: MessageEvent<string>) => {
    const { added, changed, removed } = JSON.parse(data) as SessionsEvent;
    for (const key of [...added, ...changed]) heard.removed.delete(key);
    for (const key of removed) for (const keys of [heard.added, heard.changed]) keys.delete(key);
    for (const key of added) heard.added.add(key);
    for (const key of changed) heard.changed.add(key);
    for (const key of removed) heard.removed.add(key);
    timer ??= setTimeout(() => {
      timer = null;
      made.news({ added: [...heard.added], changed: [...heard.changed], removed: [...heard.removed] });
      heard = { added: new Set(), changed: new Set(), removed: new Set() };
    }, PAUSE);
  });
  // What happened while nobody listened is not told again.
  let lost = false;
  events.addEventListener("error", () => {
    lost = true;
  });
  events.addEventListener("open", () => {
    if (lost) made.again();
    lost = false;
  });
  return made;
}

/** Calls when the session was written to; the answer ends it. */
export function listenTo(key: string, grew: () => void): () => void {
  const events = new EventSource(addressOf("events", {}, { session: [key] }));
  let lost = false;
  events.addEventListener("session", ({ data }: MessageEvent<string>) => {
    if ((JSON.parse(data) as SessionEvent).key === key) grew();
  });
  // What was written while nobody listened is asked for when the stream is there again.
  events.addEventListener("error", () => {
    lost = true;
  });
  events.addEventListener("open", () => {
    if (lost) grew();
    lost = false;
  });
  return () => events.close();
}
