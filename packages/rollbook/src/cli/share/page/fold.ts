// Lines of which some are in sight and the others a click away, without any script.

import { plural } from "../../check/facts.ts";
import { markup, type Html, NOTHING } from "./html.ts";

export interface Sight {
  /** Lines that are in sight. */
  readonly lines: number;
  /** Which: what failed tells why at its end. */
  readonly at: "start" | "end";
}

/** A click has to be worth it. */
const SPARE = 2;
/** Characters, markup among them, that are in sight. */
const MOST = 4000;

/** `wrap` makes one block of some of the lines. */
export function foldLines(lines: readonly Html[], sight: Sight, wrap: (lines: readonly Html[]) => Html): Html {
  if (lines.length === 0) return NOTHING;
  const ordered = sight.at === "end" ? lines.toReversed() : lines;
  let shown = 0;
  for (let size = 0; shown < ordered.length; shown += 1) {
    size += ordered[shown]?.text.length ?? 0;
    if (size > MOST || (shown >= sight.lines && ordered.length > sight.lines + SPARE)) break;
  }
  if (shown >= lines.length) return wrap(lines);
  const left = plural(lines.length - shown, shown === 0 ? "line" : "more line");
  if (sight.at === "start") {
    const first = shown === 0 ? NOTHING : wrap(lines.slice(0, shown));
    return markup`${first}${fold(markup`${left}`, wrap(lines.slice(shown)))}`;
  }
  const last = shown === 0 ? NOTHING : wrap(lines.slice(-shown));
  const before = lines.slice(0, lines.length - shown);
  return markup`${fold(markup`${left}${shown === 0 ? "" : " before"}`, wrap(before))}${last}`;
}

export function fold(summary: Html, body: Html): Html {
  return markup`<details><summary>${summary}</summary>${body}</details>`;
}

export function block(name: "terminal" | "code" | "typed"): (lines: readonly Html[]) => Html {
  // A line end right behind the tag would be taken away.
  return (lines) => markup`<pre class="${name}">${"\n"}${joined(lines)}</pre>`;
}

function joined(lines: readonly Html[]): readonly Html[] {
  return lines.map((line, index) => (index === 0 ? line : markup`${"\n"}${line}`));
}
