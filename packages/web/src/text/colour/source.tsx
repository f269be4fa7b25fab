// A piece of source with its colours: elements with names of classes from a fixed list.

import type { ReactNode } from "react";
import { visible } from "../visible.ts";
import { useColours } from "./colours.ts";
import { KINDS } from "./kinds.ts";
import type { Language } from "./languages.ts";
import "./source.css";

/** A stretch of a line; `pieces` are of the whole line. */
export function painted(line: string, pieces: readonly number[] | undefined, from = 0, to = line.length): ReactNode {
  if (pieces === undefined || pieces.length === 0) return visible(line.slice(from, to));
  const found: ReactNode[] = [];
  let at = 0;
  for (let index = 0; index < pieces.length && at < to; index += 2) {
    const kind = KINDS[pieces[index] ?? 0] ?? "text";
    const end = at + (pieces[index + 1] ?? 0);
    const said = line.slice(Math.max(at, from), Math.min(end, to));
    at = end;
    if (said === "") continue;
    found.push(
      kind === "text" ? (
        visible(said)
      ) : (
        <span key={index} className={`source-${kind}`}>
          {visible(said)}
        </span>
      ),
    );
  }
  if (at < to) found.push(visible(line.slice(Math.max(at, from), to)));
  return found;
}

export function SourceText({
  text,
  language,
}: {
  readonly text: string;
  readonly language: Language | null;
}): ReactNode {
  const colours = useColours(language, text);
  if (colours === null) return <pre className="code">{visible(text)}</pre>;
  const lines = text.split(/\r?\n/);
  return (
    <pre className="code">
      {lines.map((line, index) => (
        <span key={index}>
          {painted(line, colours[index])}
          {index === lines.length - 1 ? "" : "\n"}
        </span>
      ))}
    </pre>
  );
}
