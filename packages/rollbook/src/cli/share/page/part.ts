// The parts of an item, each in its own way.

import type { FileView, ItemView, Part, StepView } from "rollbook-core/view";
import { numbers, plural } from "../../check/facts.ts";
import { cutMiddle, type Room } from "./cut.ts";
import { block, fold, foldLines, type Sight } from "./fold.ts";
import { markup, type Html } from "./html.ts";
import type { Rooms } from "./limits.ts";
import { markdown } from "./markdown.ts";
import { terminalLines } from "./terminal.ts";

export interface PartLook {
  readonly rooms: Rooms;
  /** A text was cut. */
  readonly cut: () => void;
}

const OUTPUT: Sight = { lines: 8, at: "start" };
const FAILED: Sight = { lines: 16, at: "end" };
const CODE: Sight = { lines: 6, at: "start" };
const TYPED: Sight = { lines: 40, at: "start" };
const DIFF: Sight = { lines: 40, at: "start" };
const NONE: Sight = { lines: 0, at: "start" };

export function partOf(part: Part, view: ItemView, look: PartLook): Html {
  switch (part.type) {
    case "said":
      return view.kind === "reasoning" ? reasoning(part.text, look) : said(part.text, look);
    case "typed":
      return listed(part.text, look.rooms.words, look, view.kind === "context" ? NONE : TYPED, "typed");
    case "output":
      return listed(part.text, look.rooms.output, look, view.state === "failed" ? FAILED : OUTPUT, "terminal");
    case "code":
      return listed(part.text, look.rooms.output, look, CODE, "code");
    case "fact":
      return markup`<p class="fact">${part.text}</p>`;
    case "diff":
      return diff(part.file, look);
    case "steps":
      return markup`<ul class="steps">${part.steps.map(step)}</ul>`;
  }
}

/** Bytes as they stand in a file. */
export function bytesOf(text: string, look: PartLook): Html {
  return listed(text, look.rooms.output, look, CODE, "code");
}

/** Text on one line or several, without its middle if it is long. */
export function shortened(text: string, room: Room, { cut }: PartLook): string {
  const { head, left, tail } = cutMiddle(text, room);
  if (left === null) return head;
  cut();
  return `${head}\n… ${amount(left)} left out …\n${tail}`;
}

function said(text: string, look: PartLook): Html {
  return around(text, look.rooms.words, look, (piece) => markdown(piece));
}

function reasoning(text: string, look: PartLook): Html {
  const [first = "", ...rest] = text.trim().split("\n");
  if (rest.length === 0) return said(text, look);
  return fold(markup`<span class="thought">${first.replaceAll("**", "").slice(0, 240)}</span>`, said(text, look));
}

function listed(text: string, room: Room, look: PartLook, sight: Sight, name: "terminal" | "code" | "typed"): Html {
  const lines = (piece: string): readonly Html[] =>
    name === "terminal" ? terminalLines(piece) : piece.split("\n").map((line) => markup`${line}`);
  return around(text.replace(/\s+$/, ""), room, look, (piece, end) =>
    foldLines(lines(piece), end ? { ...sight, at: "end" } : sight, block(name)),
  );
}

/** The text, or its ends and between them how much was left out. */
function around(text: string, room: Room, { cut }: PartLook, show: (piece: string, end: boolean) => Html): Html {
  const { head, left, tail } = cutMiddle(text, room);
  if (left === null) return show(head, false);
  cut();
  return markup`${show(head, false)}${leftNote(left)}${show(tail, true)}`;
}

function leftNote(left: { readonly lines: number; readonly characters: number }): Html {
  return markup`<p class="left">… ${amount(left)} left out of this file …</p>`;
}

function amount({ lines, characters }: { readonly lines: number; readonly characters: number }): string {
  return lines > 0 ? plural(lines, "line") : `${numbers(characters)} characters`;
}

const KINDS = { add: "added", delete: "deleted", update: "changed" } as const;

function diff(file: FileView, look: PartLook): Html {
  const name = file.moved_to === null ? file.path : `${file.path} → ${file.moved_to}`;
  const verb = file.moved_to === null ? KINDS[file.kind] : "moved";
  const counts = markup`<span class="plus">+${file.added}</span> <span class="minus">−${file.removed}</span>`;
  const head = markup`<p class="diff-head"><span class="${file.kind}">${verb}</span> <code>${name}</code> ${counts}</p>`;
  if (file.lines.length === 0) return markup`<div class="file">${head}</div>`;
  const show = (piece: string): Html =>
    foldLines(piece.split("\n").map(diffLine), DIFF, (lines) => markup`<div class="diff">${lines}</div>`);
  return markup`<div class="file">${head}${around(file.lines.join("\n"), look.rooms.diff, look, show)}</div>`;
}

function diffLine(line: string): Html {
  if (line.startsWith("@@")) return markup`<div class="hunk">${line}</div>`;
  if (line.startsWith("+")) return markup`<ins>${line}</ins>`;
  if (line.startsWith("-")) return markup`<del>${line}</del>`;
  return markup`<div>${line}</div>`;
}

const MARKS = { done: "✓", doing: "◐", open: "○" } as const;

function step({ text, state }: StepView): Html {
  const mark = markup`<span class="mark" role="img" aria-label="${state}">${MARKS[state]}</span>`;
  return markup`<li class="${state}">${mark} ${text}</li>`;
}
