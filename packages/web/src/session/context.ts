// What everything on a session's page shares.

import { createContext, useContext } from "react";
import type { Source } from "../source/contract.ts";
import type { Entries } from "./entries.ts";
import type { Recording } from "./recording.ts";

export interface SessionContext {
  readonly source: Source;
  readonly entries: Entries;
  /** What was recorded of it; null where nothing was. */
  readonly recording: Recording | null;
  readonly split: boolean;
  readonly toggle: (position: number) => void;
  readonly showRaw: (key: string) => void;
  /** The address of another thread; null where there is none. */
  readonly threadLink: ((key: string) => string) | null;
}

export const SessionShared = createContext<SessionContext | null>(null);

export function useSession(): SessionContext {
  const shared = useContext(SessionShared);
  if (shared === null) throw new Error("only within a session's page");
  return shared;
}
