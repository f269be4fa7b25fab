// Where a turn begins, and its line in the list of turns.

import type { TurnHead } from "rollbook-core/thread";
import { duration, localTime, percent, tokens } from "../../show/figures.ts";
import { markup, type Html, NOTHING } from "./html.ts";

export interface TurnLook {
  /** Nobody knows its number: it is the last one. */
  readonly unnumbered: boolean;
  /** It was written before, and this belongs to it. */
  readonly again: boolean;
  /** The thread that is shared. */
  readonly own: string | null;
}

export function turnHeading(head: TurnHead, { unnumbered, again, own }: TurnLook): Html {
  const at = localTime(head.first_timestamp);
  const inherited = own !== null && head.thread_id !== null && head.thread_id !== own;
  const { usage, context_tokens: held, context_window: room } = head;
  const facts = [
    again ? markup`<span>continued</span>` : null,
    at === null ? null : markup`<time datetime="${head.first_timestamp}">${at.day} ${at.clock}</time>`,
    head.duration_ms === null ? null : markup`<span>${duration(head.duration_ms)}</span>`,
    head.model === null ? null : markup`<span>${[head.model, head.effort ?? ""].join(" ").trim()}</span>`,
    usage === null ? null : markup`<span>${tokens(usage.total_tokens)} tokens</span>`,
    held === null || room === null || room <= 0 ? null : markup`<span>context ${percent(held, room)} full</span>`,
    inherited ? markup`<span class="ending open">inherited from ${head.thread_id}</span>` : null,
    head.withdrawn === null ? null : markup`<span class="ending open">${head.withdrawn.replaceAll("_", " ")}</span>`,
    head.status === "completed" ? null : statusOf(head),
  ].filter((fact) => fact !== null);
  const error = head.error === null ? NOTHING : markup`<p class="turn-error">${head.error.message.slice(0, 4000)}</p>`;
  const told = facts.flatMap((fact) => [fact, markup` `]);
  const withdrawn = head.withdrawn === null ? NOTHING : WITHDRAWN;
  return markup`<header${withdrawn}><h2>${nameOf(head, unnumbered)}</h2> ${told}${error}</header>
`;
}

const WITHDRAWN = markup` class="withdrawn"`;

function nameOf({ index }: TurnHead, unnumbered: boolean): string {
  return unnumbered ? "Last turn" : `Turn ${index + 1}`;
}

function statusOf({ status }: TurnHead): Html {
  const word = status === "in_progress" ? "no end on record" : status;
  return markup`<span class="ending ${status === "failed" ? "failed" : "open"}">${word}</span>`;
}

export interface TurnEntry {
  readonly id: string;
  readonly name: string;
  /** What was asked first, and what happened first; empty where nothing did. */
  prompt: string;
  first: string;
  bad: number;
  withdrawn: boolean;
}

export function entryOf(head: TurnHead, id: string, unnumbered: boolean): TurnEntry {
  return { id, name: nameOf(head, unnumbered), prompt: "", first: "", bad: 0, withdrawn: head.withdrawn !== null };
}

export function turnList(entries: Iterable<TurnEntry>): Html {
  const lines = [...entries].map(({ id, name, prompt, first, bad, withdrawn }) => {
    const failed = bad > 0 ? markup` <span class="bad">${bad} failed</span>` : NOTHING;
    const said = markup`<span>${prompt === "" ? first : prompt}</span>`;
    return markup`<li${withdrawn ? WITHDRAWN : NOTHING}><a href="#${id}"><b>${name}</b>${failed}${said}</a></li>
`;
  });
  return markup`<nav aria-label="Turns"><ol>
${lines}</ol></nav>
`;
}
