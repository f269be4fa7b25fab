// What was found in the texts of a session: the words in their place, under the session.

import type { SearchHit } from "rollbook-api";
import { memo, type ReactNode } from "react";
import { clock } from "../text/figures.ts";
import { visible } from "../text/visible.ts";
import "./hit.css";

/** The line of its session where it was found; null where that is not told. */
export function placeOf({ sources }: SearchHit): string | null {
  const [source] = sources;
  return source === undefined || source.file === null ? null : `b${source.file}.${source.offset}`;
}

export const Hit = memo(function Hit({ hit }: { readonly hit: SearchHit }): ReactNode {
  const { kind, tool, time, snippet, status } = hit;
  const moment = Date.parse(time ?? "");
  return (
    <>
      <span className="hit-time">{Number.isNaN(moment) ? "" : clock(moment).slice(0, 5)}</span>
      <span className={status === "failed" ? "hit-kind red" : "hit-kind"}>{visible(tool ?? kind)}</span>
      <span className="hit-text">{snippet === null ? "" : <Marked {...snippet} />}</span>
    </>
  );
});

function Marked({ text, marks, more_before, more_after }: NonNullable<SearchHit["snippet"]>): ReactNode {
  const pieces: ReactNode[] = [more_before ? "…" : ""];
  let from = 0;
  for (const [start = 0, end = 0] of marks) {
    if (start < from || end <= start) continue;
    pieces.push(visible(text.slice(from, start)), <mark key={start}>{visible(text.slice(start, end))}</mark>);
    from = end;
  }
  return [...pieces, visible(text.slice(from)), more_after ? "…" : ""];
}
