// A diff, one line under the other or side by side.

import { memo, type ReactNode, useMemo } from "react";
import { type Colours, useColours } from "./colour/colours.ts";
import { languageOfPath } from "./colour/names.ts";
import { painted } from "./colour/source.tsx";
import { changedPart, type Changed, type DiffLine, numberLines, pairLines } from "./diff.ts";
import { visible } from "./visible.ts";
import "./diff.css";

/** Characters of a line that are shown. */
const LONGEST_LINE = 2000;

interface DiffProps {
  readonly lines: readonly string[];
  readonly split: boolean;
  readonly label: string;
  /** Of the file; its name says what its source is written in. */
  readonly path: string;
}

interface Layout {
  readonly lines: readonly DiffLine[];
  readonly label: string;
  readonly colours: ReadonlyMap<DiffLine, readonly number[]>;
}

export const Diff = memo(function Diff({ lines, split, label, path }: DiffProps): ReactNode {
  const numbered = useMemo(() => numberLines(lines), [lines]);
  const colours = useLineColours(numbered, path);
  return split ? (
    <Split lines={numbered} label={label} colours={colours} />
  ) : (
    <Unified lines={numbered} label={label} colours={colours} />
  );
});

/** What was before is coloured as one text, and so is what came of it. */
function useLineColours(lines: readonly DiffLine[], path: string): ReadonlyMap<DiffLine, readonly number[]> {
  const language = languageOfPath(path);
  const { before, after } = useMemo(
    () => ({
      before: lines.filter(({ kind }) => kind === "removed" || kind === "same"),
      after: lines.filter(({ kind }) => kind === "added" || kind === "same"),
    }),
    [lines],
  );
  // What was only added, or only deleted, has one side.
  const old = useColours(before.some(({ kind }) => kind === "removed") ? language : null, textOf(before));
  const young = useColours(language, textOf(after));
  return useMemo(() => {
    const found = new Map<DiffLine, readonly number[]>();
    const take = (side: readonly DiffLine[], colours: Colours | null): void => {
      for (const [index, line] of side.entries()) {
        const pieces = colours?.[index];
        if (pieces !== undefined) found.set(line, pieces);
      }
    };
    take(before, old);
    take(after, young);
    return found;
  }, [before, after, old, young]);
}

function textOf(lines: readonly DiffLine[]): string {
  return lines.map(({ text }) => text).join("\n");
}

function Unified({ lines, label, colours }: Layout): ReactNode {
  const changed = useMemo(() => changesOf(lines), [lines]);
  return (
    <div className="diff" role="group" aria-label={label}>
      {lines.map((line, index) => (
        <div key={index} className={`diff-line ${line.kind}`}>
          <span className="diff-number">{line.before ?? ""}</span>
          <span className="diff-number">{line.after ?? ""}</span>
          <span className="diff-sign">{SIGNS[line.kind]}</span>
          <Text line={line} changed={changed.get(line)} pieces={colours.get(line)} />
        </div>
      ))}
    </div>
  );
}

function Split({ lines, label, colours }: Layout): ReactNode {
  const changed = useMemo(() => changesOf(lines), [lines]);
  return (
    <div className="diff split" role="group" aria-label={label}>
      {pairLines(lines).map(({ left, right }, index) =>
        left?.kind === "hunk" ? (
          <div key={index} className="diff-line hunk">
            <Text line={left} changed={undefined} pieces={undefined} />
          </div>
        ) : (
          <div key={index} className="diff-pair">
            {[left, right].map((line, side) => (
              <div key={side} className={`diff-line ${line === null ? "nothing" : line.kind}`}>
                <span className="diff-number">{(side === 0 ? line?.before : line?.after) ?? ""}</span>
                <span className="diff-sign">{line === null ? "" : SIGNS[line.kind]}</span>
                {line === null ? null : <Text line={line} changed={changed.get(line)} pieces={colours.get(line)} />}
              </div>
            ))}
          </div>
        ),
      )}
    </div>
  );
}

const SIGNS = { added: "+", removed: "−", same: "", hunk: "" } as const;

interface TextProps {
  readonly line: DiffLine;
  readonly changed: Changed | undefined;
  readonly pieces: readonly number[] | undefined;
}

function Text({ line: { text }, changed, pieces }: TextProps): ReactNode {
  if (changed === undefined) {
    return (
      <span className="diff-text">
        {text.length > LONGEST_LINE ? visible(`${text.slice(0, LONGEST_LINE)} …`) : painted(text, pieces)}
      </span>
    );
  }
  const from = changed.start.length;
  const to = from + changed.middle.length;
  return (
    <span className="diff-text">
      {painted(text, pieces, 0, from)}
      <mark>{painted(text, pieces, from, to)}</mark>
      {painted(text, pieces, to)}
    </span>
  );
}

/** Of lines that took each other's place: what about them changed. */
function changesOf(lines: readonly DiffLine[]): ReadonlyMap<DiffLine, Changed> {
  const found = new Map<DiffLine, Changed>();
  for (const { left, right } of pairLines(lines)) {
    if (left?.kind !== "removed" || right?.kind !== "added") continue;
    if (Math.max(left.text.length, right.text.length) > LONGEST_LINE) continue;
    const parts = changedPart(left.text, right.text);
    if (parts === null) continue;
    found.set(left, parts[0]);
    found.set(right, parts[1]);
  }
  return found;
}
