// JSON as people read it: indented, with its keys and values told apart.

import { memo, type ReactNode } from "react";
import { visible } from "./visible.ts";
import "./json.css";

/** Characters of a string that are shown at first; a longer value is a text of its own and stands in the item. */
const LONGEST = 2000;

/** The text indented where it is JSON; null where it is not. */
export function indentJson(text: string): string | null {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return null;
  }
}

const TOKENS = /("(?:[^"\\]|\\.)*")(\s*:)?|-?\d[\d.eE+-]*|\btrue\b|\bfalse\b|\bnull\b/g;

/** `text` is JSON. */
export const JsonText = memo(function JsonText({ text }: { readonly text: string }): ReactNode {
  const found: ReactNode[] = [];
  let from = 0;
  for (const match of text.matchAll(TOKENS)) {
    const [whole, string, colon] = match;
    if (match.index > from) found.push(text.slice(from, match.index));
    from = match.index + whole.length;
    const name = string === undefined ? "json-plain" : colon === undefined ? "json-string" : "json-key";
    const said = (string ?? whole).length > LONGEST ? `${(string ?? whole).slice(0, LONGEST)}…"` : (string ?? whole);
    found.push(
      <span key={match.index} className={name}>
        {visible(said)}
      </span>,
    );
    if (colon !== undefined) found.push(colon);
  }
  found.push(text.slice(from));
  return <pre className="json">{found}</pre>;
});
