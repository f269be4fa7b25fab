// The actions that are not finished with: open ones, and ended ones whose other half is still to come.

import type { ActionRecord, Evidence } from "./contract.ts";
import type { CallRole } from "./call.ts";
import type { Facts } from "./facts.ts";

export interface Entry {
  readonly id: string;
  readonly role: CallRole;
  readonly facts: Facts;
  readonly evidence: readonly Evidence[];
  /** The thread it was copied from; null for the file's own. */
  readonly foreign: string | null;
  /** The turn it was called in, as the fold counts turns: for telling what comes late. */
  readonly turn: number;
  readonly turn_id: string | null;
  /** Unix ms of the call's record. */
  readonly opened_at: number | null;
  /** The process or cell it goes on as, once its output said so. */
  readonly going_on: string | null;
}

/** An action already given out, with the facts it was made of. */
export interface Closed {
  readonly entry: Entry;
  readonly action: ActionRecord | null;
}

export interface Ledger {
  open(entry: Entry): void;
  get(id: string): Entry | undefined;
  /** Takes it out of the open ones. */
  take(id: string): Entry | undefined;
  close(closed: Closed): void;
  closed(id: string): Closed | undefined;
  /** Open calls that did not go on in the background, oldest first; they are taken out. */
  takeDangling(): readonly Entry[];
  /** Forgets ended actions whose other half can no longer come; interrupted ones are kept, for late evidence. */
  forget(): void;
  /** The open entry that goes on as this process or cell. */
  goingOn(role: CallRole, name: string): Entry | undefined;
  /** Ids of calls that speak to another: their outputs belong to it. */
  redirect(id: string, to: string): void;
  redirected(id: string): string | undefined;
  openCells(): readonly Entry[];
  size(): number;
}

export function createLedger(): Ledger {
  const open = new Map<string, Entry>();
  const ended = new Map<string, Closed>();
  const redirects = new Map<string, string>();
  return {
    open(entry) {
      open.set(entry.id, entry);
    },
    get: (id) => open.get(id),
    take(id) {
      const entry = open.get(id);
      open.delete(id);
      return entry;
    },
    close(closed) {
      ended.set(closed.entry.id, closed);
    },
    closed: (id) => ended.get(id),
    takeDangling() {
      const dangling = [...open.values()].filter((entry) => entry.going_on === null);
      for (const entry of dangling) open.delete(entry.id);
      return dangling;
    },
    forget() {
      redirects.clear();
      for (const [id, { action }] of ended) if (action === null || action.status !== "interrupted") ended.delete(id);
    },
    goingOn(role, name) {
      for (const entry of open.values()) if (entry.role === role && entry.going_on === name) return entry;
      return undefined;
    },
    redirect(id, to) {
      redirects.set(id, to);
    },
    redirected: (id) => redirects.get(id),
    openCells: () => [...open.values()].filter((entry) => entry.role === "cell"),
    size: () => open.size,
  };
}
