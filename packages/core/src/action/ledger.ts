// The actions that are not finished with: open ones, and ended ones whose other half is still to come.

import type { ActionRecord, Evidence } from "./contract.ts";
import type { CallRole } from "./call.ts";
import type { Facts } from "./facts.ts";

export interface Entry {
  /** The call id; `@` and the line's offset where there is none. */
  readonly id: string;
  readonly action_id: string;
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
  /** The process or cell it goes on as, once its output said so; `""` once another took that name. */
  readonly going_on: string | null;
  /** A code-mode script that ran beside another one of its turn. */
  readonly overlapped: boolean;
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
  /** Forgets ended actions whose other half can no longer come; those nothing ended are kept, for late evidence. */
  forget(): void;
  /** The open entry that goes on as this process or cell, of the same thread. */
  goingOn(role: CallRole, name: string, foreign: string | null): Entry | undefined;
  /** Numbers of processes are given again after a resume: the newest bearer has the name. */
  rename(entry: Entry): void;
  /** Ids of calls that speak to another: their outputs belong to it. */
  redirect(id: string, to: string): void;
  redirected(id: string): string | undefined;
  openCells(): readonly Entry[];
  size(): number;
}

/** The other half of an ended action comes within a few records; of so many the oldest is forgotten. */
const REMEMBERED = 512;

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
      const { entry } = closed;
      ended.delete(entry.id);
      ended.set(entry.id, { ...closed, entry: { ...entry, facts: withoutTexts(entry.facts) } });
      if (ended.size <= REMEMBERED) return;
      for (const [id, old] of ended) {
        if (isUnended(old)) continue;
        ended.delete(id);
        return;
      }
    },
    closed: (id) => ended.get(id),
    takeDangling() {
      const dangling = [...open.values()].filter((entry) => entry.going_on === null);
      for (const entry of dangling) open.delete(entry.id);
      return dangling;
    },
    forget() {
      for (const [id, to] of redirects) if (!open.has(to)) redirects.delete(id);
      for (const [id, closed] of ended) if (!isUnended(closed)) ended.delete(id);
    },
    goingOn(role, name, foreign) {
      for (const entry of open.values()) {
        if (entry.role === role && entry.going_on === name && entry.foreign === foreign) return entry;
      }
      return undefined;
    },
    rename(entry) {
      for (const other of open.values()) {
        if (other.id === entry.id || other.role !== entry.role || other.going_on !== entry.going_on) continue;
        if (other.foreign === entry.foreign) open.set(other.id, { ...other, going_on: "" });
      }
    },
    redirect(id, to) {
      redirects.set(id, to);
    },
    redirected: (id) => redirects.get(id),
    openCells: () => [...open.values()].filter((entry) => entry.role === "cell"),
    size: () => open.size,
  };
}

function isUnended({ action }: Closed): boolean {
  return action !== null && (action.status === "interrupted" || action.durability === "output_missing");
}

/** Texts are given once; what is kept of an action must not hold them. */
function withoutTexts(facts: Facts): Facts {
  return { ...facts, output: null, patch: null, changes_map: null };
}
