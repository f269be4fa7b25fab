// Prompts from several places in one list: each told once, the newest first.

import type { Prompt } from "./contract.ts";

/** Codex writes a prompt into the history and into the session at about the same time. */
const SAME_MS = 10_000;

export interface Gathering {
  /** Takes a prompt; the same text in the same session within a few seconds is the same prompt. */
  readonly add: (prompt: Prompt) => void;
  /** The newest first; those without a time of their own stand where their session was begun, the last ones first. */
  readonly newest: () => readonly Prompt[];
}

type Held = { -readonly [Key in keyof Prompt]: Prompt[Key] } & { order: number };

/** Keeps little more than the `limit` newest ones. */
export function createGathering(limit: number): Gathering {
  let held: Held[] = [];
  const shelves = new Map<string, Map<string, Held[]>>();
  let order = 0;

  function put(prompt: Held): void {
    const shelf = shelves.get(shelfOf(prompt)) ?? new Map<string, Held[]>();
    shelves.set(shelfOf(prompt), shelf);
    const same = shelf.get(wordsOf(prompt));
    if (same === undefined) shelf.set(wordsOf(prompt), [prompt]);
    else same.push(prompt);
  }

  function known(prompt: Prompt): Held | null {
    const same = shelves.get(shelfOf(prompt))?.get(wordsOf(prompt)) ?? [];
    const found = same.find((other) => isSame(other, prompt));
    if (found !== undefined) return found;
    // The TypeScript CLI did not say which session it was typed in, but when.
    const typed = prompt.thread_id === null ? [] : (shelves.get(nameless(prompt.home))?.get(wordsOf(prompt)) ?? []);
    const before = typed.find((other) => other.thread_id === null && isDuring(other, prompt));
    if (before === undefined) return null;
    before.thread_id = prompt.thread_id;
    put(before);
    return before;
  }

  function newest(): Held[] {
    return held.toSorted((a, b) => whenOf(b) - whenOf(a) || b.order - a.order).slice(0, limit);
  }

  return {
    add(prompt) {
      const same = known(prompt);
      if (same !== null) {
        merge(same, prompt);
        return;
      }
      const entry = { ...prompt, order: order++ };
      held.push(entry);
      put(entry);
      if (held.length < 2 * limit + 1000) return;
      held = newest();
      shelves.clear();
      for (const kept of held) put(kept);
    },
    newest,
  };
}

/** When a prompt was written, or else when its session was begun. */
export function whenOf({ time_ms, session_begun_ms }: Prompt): number {
  return time_ms ?? session_begun_ms ?? Number.NEGATIVE_INFINITY;
}

function shelfOf({ thread_id, home }: Prompt): string {
  return thread_id === null ? nameless(home) : thread_id.toLowerCase();
}

/** A session may keep the line break that ended a prompt. */
function wordsOf({ text }: Prompt): string {
  return text.trim();
}

function nameless(home: string): string {
  return `\n${home}`;
}

function isSame(known: Prompt, prompt: Prompt): boolean {
  if (known.time_ms !== null && prompt.time_ms !== null) return Math.abs(known.time_ms - prompt.time_ms) <= SAME_MS;
  // Without a time, what was typed once answers for what was asked once.
  return prompt.origins.every((origin) => !known.origins.includes(origin));
}

function isDuring({ time_ms, origins }: Prompt, prompt: Prompt): boolean {
  if (time_ms === null || origins.includes("session")) return false;
  if (prompt.time_ms !== null) return Math.abs(time_ms - prompt.time_ms) <= SAME_MS;
  const { session_begun_ms: begun, session_written_ms: written } = prompt;
  return begun !== null && written !== null && time_ms >= begun - SAME_MS && time_ms <= written + SAME_MS;
}

function merge(known: Held, prompt: Prompt): void {
  known.origins = [...new Set([...known.origins, ...prompt.origins])];
  known.time_ms ??= prompt.time_ms;
  known.turn_id ??= prompt.turn_id;
  known.session_begun_ms ??= prompt.session_begun_ms;
  known.session_written_ms ??= prompt.session_written_ms;
}
