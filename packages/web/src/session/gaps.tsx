// What of a session could not be read or found.

import type { ReactNode } from "react";
import type { Outline } from "../source/outline.ts";
import { plural } from "../text/figures.ts";

export function Gaps({ outline: { facts, failure } }: { readonly outline: Outline }): ReactNode {
  const gaps = [...(failure === null ? [] : [failure]), ...(facts?.gaps ?? [])];
  if (gaps.length === 0) return null;
  return (
    <details className="gaps">
      <summary>
        {gaps.length === 1 ? gaps[0] : `${plural(gaps.length, "thing")} of this session could not be read or found`}
      </summary>
      <ul>
        {gaps.map((gap) => (
          <li key={gap}>{gap}</li>
        ))}
      </ul>
    </details>
  );
}
