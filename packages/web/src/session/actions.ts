// What the keys of a session do.

import { useEffect, useRef, type RefObject } from "react";
import { actionOf } from "../app/keys.ts";
import { nextTheme } from "../app/theme.ts";
import { SESSION_KEYS, type SessionAction } from "./keys.ts";
import { type Line, seek } from "./lines.ts";
import { isChange, isFailed, isPrompt } from "./places.ts";
import type { SearchPatch, SessionSearch } from "./search.ts";
import type { TranscriptHandle } from "./transcript.tsx";

/** What an action may look at and move: all of it as it is when the key is pressed. */
export interface SessionHands {
  readonly current: RefObject<{
    readonly lines: readonly Line[];
    readonly indexOf: ReadonlyMap<string, number>;
    readonly cursor: string | null;
  }>;
  readonly latest: RefObject<SessionSearch>;
  readonly transcript: RefObject<TranscriptHandle | null>;
  readonly field: RefObject<HTMLInputElement | null>;
  readonly change: (patch: SearchPatch) => void;
  readonly go: (key: string, how: "start" | "center" | "auto") => void;
  readonly goHome: () => void;
  readonly setCursor: (key: string) => void;
  readonly toggle: (position: number) => void;
  readonly setCopying: (open: boolean) => void;
  readonly setSharing: (open: boolean) => void;
  readonly setHelping: (open: boolean) => void;
}

/** Listens to the keys of a session; not while something else has them. */
export function useSessionKeys(hands: SessionHands, paused: boolean): void {
  const held = useRef(hands);
  held.current = hands;
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (paused) return;
      const name = actionOf(event, SESSION_KEYS);
      if (name === null) return;
      event.preventDefault();
      act(name, held.current);
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, [paused]);
}

function act(name: SessionAction, screen: SessionHands): void {
  const { current, latest, transcript, field, change, go, goHome, setCursor, toggle, setCopying, setHelping } = screen;
  const { lines: all, indexOf: places, cursor: here } = current.current;
  const at = places.get(here ?? "") ?? -1;
  const move = (index: number, how: "start" | "center" | "auto"): void => {
    const line = all[index];
    if (line !== undefined) go(line.key, how);
  };
  // With the head of its turn above it.
  const turnTop = (index: number): void => {
    const key = all[index]?.key;
    if (key === undefined) return;
    setCursor(key);
    transcript.current?.show(all[index - 1]?.row === null ? index - 1 : index, "start");
  };
  const row = all[at]?.row ?? null;
  switch (name) {
    case "next":
      return move(Math.min(all.length - 1, at + 1), "auto");
    case "previous":
      return move(Math.max(0, at - 1), "auto");
    case "nextPrompt":
      return turnTop(seek(all, at, 1, isPrompt));
    case "previousPrompt":
      return turnTop(seek(all, at, -1, isPrompt));
    case "nextError":
      return move(seek(all, at, 1, isFailed), "center");
    case "previousError":
      return move(seek(all, at, -1, isFailed), "center");
    case "nextChange":
      return move(seek(all, at, 1, isChange), "center");
    case "previousChange":
      return move(seek(all, at, -1, isChange), "center");
    case "first":
      return move(0, "start");
    case "last":
      return move(all.length - 1, "auto");
    case "toggle":
      return row === null ? undefined : toggle(row.position);
    case "raw":
      return change(latest.current.raw ? { raw: undefined } : { raw: true });
    case "split":
      return change({ split: latest.current.split ? undefined : true });
    case "find":
      return field.current?.select();
    case "failed":
      return change({ failed: latest.current.failed ? undefined : true });
    case "all":
      return change({ all: latest.current.all ? undefined : true });
    case "copy":
      return setCopying(true);
    case "share":
      return screen.setSharing(true);
    case "transcript":
      return change({ pane: undefined });
    case "files":
    case "usage":
      return change({ pane: name });
    case "begin":
    case "end": {
      const moment = row?.at ?? all[at]?.turn.head.started_at ?? null;
      if (moment === null) return undefined;
      return change(name === "begin" ? { from: moment } : { to: moment });
    }
    case "list":
      return goHome();
    case "theme":
      return nextTheme();
    case "help":
      return setHelping(true);
    case "close":
      return closeOne(screen);
  }
}

function closeOne({ latest, change }: SessionHands): void {
  const { raw, q, kinds, failed: only, from, to } = latest.current;
  if (document.activeElement instanceof HTMLElement && document.activeElement.closest("input") !== null) {
    document.activeElement.blur();
  } else if (raw) change({ raw: undefined });
  else if (q !== undefined || kinds !== undefined || only || from !== undefined || to !== undefined) {
    change({ q: undefined, kinds: undefined, failed: undefined, from: undefined, to: undefined });
  }
}
