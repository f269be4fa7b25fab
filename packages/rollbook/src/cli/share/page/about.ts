// What the page says about the session as a whole, and about itself.

import { type Fact, numbers, plural } from "../../check/facts.ts";
import { markup, type Html, NOTHING } from "./html.ts";

export function banner(redacted: boolean): Html {
  const words = redacted
    ? "Secrets are hidden as far as rules know them:"
    : "Nothing is hidden in this file, secrets included:";
  const link = markup`<a href="#report">${redacted ? "what was hidden and left out" : "about this file"}</a>`;
  return markup`<p class="${redacted ? "banner" : "banner open"}">${words} ${link}</p>
`;
}

/** Facts with nothing to say are left out; where there are several files, items name them by number. */
export function factList(facts: readonly Fact[], several: boolean): Html {
  const told = facts
    .filter(([, text]) => text !== "")
    .map(([name, text]) => {
      const lines = text
        .split("\n")
        .map((line, at) => markup`<dd>${name === "file" && several ? `${at + 1}: ` : ""}${line}</dd>`);
      return markup`<div><dt>${name}</dt>${lines}</div>`;
    });
  return markup`<dl>${told}</dl>
`;
}

export function wrongList(wrong: readonly Fact[]): Html {
  const lines = wrong.map(([name, text]) => markup`<li><b>${name}:</b> ${text}</li>`);
  return lines.length === 0
    ? NOTHING
    : markup`<ul class="wrong">${lines}</ul>
`;
}

export interface Account {
  /** Texts that were cut, items that were left out, pictures that were. */
  readonly cut: number;
  readonly items: number;
  readonly quiet: number;
  readonly pictures: number;
  /** By rule; null where nothing was to be hidden. */
  readonly hidden: Readonly<Record<string, number>> | null;
  readonly version: string;
}

export function report({ cut, items, quiet, pictures, hidden, version }: Account): Html {
  const lines = [
    hidden === null ? markup`Nothing was hidden (<code>--no-redact</code>).` : hiddenLine(Object.entries(hidden)),
    cut === 0
      ? markup`No text was cut.`
      : markup`${counted(cut, "long text")} cut in the middle, where it says so; <code>--full</code> writes all.`,
    items === 0 ? null : markup`${counted(items, "item")} left out, for the file had become large: ${SMALLER}.`,
    pictures === 0 ? null : markup`${counted(pictures, "picture")} left out.`,
    quiet === 0
      ? null
      : markup`${counted(quiet, "message")} left out that the harness told the model unasked: <code>--all</code>.`,
    markup`Items name the lines they were read from, as <code>line@byte</code> of the session’s file, unpacked.`,
    markup`Made by rollbook ${version} share. The file asks no network for anything.`,
  ];
  const told = lines.flatMap((line) => (line === null ? [] : [markup`<li>${line}</li>\n`]));
  return markup`<h2>About this file</h2><ul>${told}</ul>`;
}

const SMALLER = markup`<code>--turns</code> makes a file of some turns, <code>--full</code> writes all`;
const CARE = markup`What no rule knows is there, and pictures are not looked into.`;

function hiddenLine(counts: readonly (readonly [rule: string, count: number])[]): Html {
  const total = counts.reduce((sum, [, count]) => sum + count, 0);
  if (total === 0) return markup`No secrets were found to hide. ${CARE}`;
  const rules = counts.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([rule, count]) => `${numbers(count)} by ${rule}`);
  return markup`<strong id="hidden">${counted(total, "secret")} hidden</strong> (${rules.join(", ")}). ${CARE}`;
}

/** `1 item was`, `12 items were`. */
function counted(count: number, noun: string): string {
  return `${plural(count, noun)} ${count === 1 ? "was" : "were"}`;
}
