// What a tool was called with, as a table or as JSON, fetched when the call is unfolded.

import { type ReactNode, useEffect, useState } from "react";
import { type Structure, structureOf } from "../text/structure.ts";
import { Structured } from "../text/structured.tsx";
import { useSession } from "./context.ts";

interface Given {
  readonly text: string;
  readonly value: Structure;
}

export function Arguments({ position }: { readonly position: number }): ReactNode {
  const { source } = useSession();
  const [given, setGiven] = useState<Given | null>(null);
  useEffect(() => {
    let here = true;
    source
      .json(position)
      .then((json) => here && setGiven(argumentsIn(json)))
      // The title tells most of it.
      .catch(() => undefined);
    return () => {
      here = false;
    };
  }, [source, position]);
  if (given === null) return null;
  return (
    <div className="arguments-given">
      <span className="hidden-visually">Arguments</span>
      <Structured text={given.text} value={given.value} />
    </div>
  );
}

/** Of an item as JSON; null where it has none, or where they are no fields. */
export function argumentsIn(json: string): Given | null {
  const { content } = JSON.parse(json) as { readonly content?: { readonly arguments?: unknown } };
  const given = content?.arguments ?? null;
  // Where a tool is the harness's own, they are JSON within a text.
  const text = typeof given === "string" ? given : JSON.stringify(given);
  const value = structureOf(text);
  return value === null ? null : { text, value };
}
