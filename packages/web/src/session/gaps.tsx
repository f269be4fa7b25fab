// What of a session could not be read or found.

import type { ReactNode } from "react";
import type { Outline } from "../source/outline.ts";
import { plural } from "../text/figures.ts";

export function Gaps({ outline: { facts, failure, turns } }: { readonly outline: Outline }): ReactNode {
  // Where there is nothing else to see, a failure stands in its place.
  const gaps = [...(failure === null || turns.length === 0 ? [] : [failure]), ...(facts?.gaps ?? [])];
  if (gaps.length === 0) return null;
  if (gaps.length === 1) return <p className="gaps">{gaps[0]}</p>;
  return (
    <details className="gaps">
      <summary>{plural(gaps.length, "thing")} of this session could not be read or found</summary>
      <ul>
        {gaps.map((gap) => (
          <li key={gap}>{gap}</li>
        ))}
      </ul>
    </details>
  );
}
