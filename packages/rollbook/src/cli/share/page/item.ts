// One item of a session as an article.

import type { Item, Whereabouts } from "rollbook-core/thread";
import type { ItemView, ViewKind } from "rollbook-core/view";
import { plural } from "../../check/facts.ts";
import { duration, localTime } from "../../show/figures.ts";
import type { Sources } from "../../show/raw.ts";
import { markup, type Html, NOTHING } from "./html.ts";
import { bytesOf, type PartLook, partOf, shortened } from "./part.ts";

/** What an item is called, and its sign: those of `rollbook show`. */
const KINDS: Readonly<Record<ViewKind, readonly [name: string, sign: string]>> = {
  prompt: ["Prompt", "›"],
  answer: ["Codex", "•"],
  reasoning: ["Reasoning", "∴"],
  command: ["Command", "$"],
  change: ["Change", "±"],
  call: ["Tool", "→"],
  plan: ["Plan", "#"],
  agent: ["Agent", "@"],
  review: ["Review", "·"],
  compaction: ["Compaction", "·"],
  context: ["Context", "+"],
  note: ["Note", "·"],
  unknown: ["Unknown", "?"],
  damage: ["Damaged", "!"],
};

/** They say what they are by their text. */
const SPOKEN: ReadonlySet<ViewKind> = new Set(["prompt", "answer", "reasoning"]);

const TITLE = { lines: 40, characters: 4000 } as const;

export interface ItemLook extends PartLook {
  /** Of the element. */
  readonly id: string;
  readonly pictures: readonly Html[];
  /** Files are told by number where there are several. */
  readonly several: boolean;
  /** The lines behind it, where they are to be shown. */
  readonly sources: Sources | null;
}

/** Those bytes are all there is to see of it. */
export function isRaw({ content: { type } }: Item): boolean {
  return type === "Unknown" || type === "Damage";
}

export function isBad({ state, exit_code, kind }: ItemView): boolean {
  return state === "failed" || state === "declined" || kind === "damage" || (exit_code !== null && exit_code !== 0);
}

export function itemArticle(item: Item, view: ItemView, look: ItemLook): Html {
  const [name, sign] = KINDS[view.kind];
  const raw = look.sources;
  const bytes = raw === null ? [] : item.sources.map((source) => bytesOf(raw(source).text, look));
  const sealed = view.kind === "reasoning" && view.parts.length === 0 ? markup`<p class="fact">sealed</p>` : NOTHING;
  const parts = [...view.parts.map((part) => partOf(part, view, look)), ...bytes, ...look.pictures];
  const classes = `item ${view.kind}${isBad(view) ? " bad" : ""}`;
  const body = [title(name, view, look), factsOf(item, view, look), sealed, ...parts.map(partBlock)];
  return markup`<article class="${classes}" id="${look.id}"><div class="sign" aria-hidden="true">${sign}</div>
<div class="body">${body}</div></article>
`;
}

function partBlock(part: Html): Html {
  return markup`<div class="part">${part}</div>`;
}

function title(name: string, view: ItemView, look: PartLook): Html {
  if (view.kind === "change" && view.title === "") return changeTitle(view);
  if (view.title === "" || view.title === name) {
    return markup`<h3 class="${SPOKEN.has(view.kind) && view.parts.length > 0 ? "hidden-visually" : "title"}">${name}</h3>`;
  }
  const room = look.rooms.words.lines === Number.POSITIVE_INFINITY ? look.rooms.words : TITLE;
  const said = shortened(view.title, room, look);
  const at = view.kind === "call" ? said.indexOf("(") : -1;
  const words =
    view.kind === "command"
      ? markup`<code>${said}</code>`
      : at === -1
        ? markup`${said}`
        : markup`${said.slice(0, at)}<code>${said.slice(at)}</code>`;
  return markup`<h3 class="title"><span class="hidden-visually">${name}: </span>${words}</h3>`;
}

function changeTitle({ parts }: ItemView): Html {
  const files = parts.flatMap((part) => (part.type === "diff" ? [part.file] : []));
  const added = files.reduce((sum, file) => sum + file.added, 0);
  const removed = files.reduce((sum, file) => sum + file.removed, 0);
  const counts = markup`<span class="plus">+${added}</span> <span class="minus">−${removed}</span>`;
  return markup`<h3 class="title">${plural(files.length, "file")} ${counts}</h3>`;
}

function factsOf(item: Item, view: ItemView, { several }: ItemLook): Html {
  const at = localTime(momentOf(item));
  const facts = [
    ...view.remarks.map((remark) => markup`<span>${remark}</span>`),
    endingOf(view),
    view.duration_ms === null || view.duration_ms === 0 ? null : markup`<span>${duration(view.duration_ms)}</span>`,
    at === null ? null : markup`<time datetime="${momentOf(item) ?? ""}">${at.clock}</time>`,
    markup`<span class="at">${placesOf(item.sources, several)}</span>`,
  ];
  return markup`<p class="facts">${facts.flatMap((fact) => (fact === null ? [] : [fact, SPACE]))}</p>`;
}

function momentOf({ started_at_ms, timestamp }: Item): string | null {
  const started = new Date(started_at_ms ?? Number.NaN);
  return Number.isNaN(started.getTime()) ? timestamp : started.toISOString();
}

function endingOf({ state, exit_code }: ItemView): Html | null {
  if (exit_code !== null && exit_code !== 0) return markup`<span class="ending failed">exit ${exit_code}</span>`;
  if (state === null || state === "completed") return null;
  return markup`<span class="ending ${state}">${state === "open" ? "no end on record" : state}</span>`;
}

const SPACE = markup` `;
const MOST_PLACES = 3;

/** `12@3456`: line and byte, as `show --raw` tells them. */
function placesOf(sources: readonly Whereabouts[], several: boolean): string {
  const told = sources.slice(0, MOST_PLACES).map(({ file, line, offset }) => {
    const number = several ? `${file + 1}:` : "";
    return `${number}${line === 0 ? "" : line}@${offset}`;
  });
  return [...told, ...(sources.length > MOST_PLACES ? [`+${sources.length - MOST_PLACES}`] : [])].join(" ");
}
