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
  /** The record that told the directory its relative paths count from. */
  readonly base: Evidence | null;
}

/** An action already given out, with the facts it was made of; later evidence may still change it. */
export interface Closed {
  readonly entry: Entry;
  readonly action: ActionRecord;
  /** What amended it. */
  readonly more: readonly Evidence[];
  /** What a watch knows it by. */
  readonly number: number;
}

/** Plain data. */
export interface LedgerState {
  readonly open: Map<string, Entry>;
  readonly ended: Map<string, Closed>;
  /** Ended actions of which no more can be told: whether their call was among the evidence. */
  readonly settled: Map<string, boolean>;
  readonly redirects: Map<string, string>;
}

export function createLedgerState(): LedgerState {
  return { open: new Map(), ended: new Map(), settled: new Map(), redirects: new Map() };
}

export interface Ledger {
  readonly state: LedgerState;
  open(entry: Entry): void;
  get(id: string): Entry | undefined;
  /** Takes it out of the open ones. */
  take(id: string): Entry | undefined;
  close(closed: Closed): void;
  closed(id: string): Closed | undefined;
  /** It ended, and nothing that comes will change it. */
  settle(entry: Entry): void;
  /** Undefined unless it was settled. */
  settled(id: string): { readonly called: boolean } | undefined;
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
const REMEMBERED = 64;
/** Of those of which no more can be told, only that they were. */
const SETTLED = 512;
/** Late evidence for what nothing ended comes within a few turns. */
const UNENDED = 32;
const REDIRECTED = 64;

export function createLedger(state: LedgerState = createLedgerState()): Ledger {
  const { open, ended, settled, redirects } = state;

  function forgetOldest(): void {
    for (const [id, old] of ended) {
      if (isUnended(old)) continue;
      ended.delete(id);
      return;
    }
  }

  return {
    state,
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
      settled.delete(entry.id);
      ended.delete(entry.id);
      ended.set(entry.id, { ...closed, entry: { ...entry, facts: withoutTexts(entry.facts) } });
      if (isUnended(closed)) {
        const unended = [...ended].filter(([, each]) => isUnended(each));
        if (unended.length > UNENDED) ended.delete(unended[0]?.[0] ?? "");
      }
      if (ended.size > REMEMBERED + UNENDED) forgetOldest();
    },
    closed: (id) => ended.get(id),
    settle({ id, evidence }) {
      ended.delete(id);
      settled.delete(id);
      settled.set(
        id,
        evidence.some(({ kind }) => kind === "call"),
      );
      if (settled.size > SETTLED) dropFirst(settled);
    },
    settled(id) {
      const called = settled.get(id);
      return called === undefined ? undefined : { called };
    },
    takeDangling() {
      const dangling = [...open.values()].filter((entry) => entry.going_on === null);
      for (const entry of dangling) open.delete(entry.id);
      return dangling;
    },
    forget() {
      for (const [id, to] of redirects) if (!open.has(to)) redirects.delete(id);
      for (const [id, closed] of ended) if (!isUnended(closed)) ended.delete(id);
      settled.clear();
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
      if (redirects.size > REDIRECTED) dropFirst(redirects);
    },
    redirected: (id) => redirects.get(id),
    openCells: () => [...open.values()].filter((entry) => entry.role === "cell"),
    size: () => open.size,
  };
}

function dropFirst(map: Map<string, unknown>): void {
  for (const key of map.keys()) {
    map.delete(key);
    return;
  }
}

function isUnended({ action }: Closed): boolean {
  return action.status === "interrupted" || action.durability === "output_missing";
}

/** Texts are given once; what is kept of an action must not hold them. */
function withoutTexts(facts: Facts): Facts {
  return { ...facts, output: null, patch: null, changes_map: null, asked: null, returned: null };
}
