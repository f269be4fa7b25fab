// A diff, one line under the other or side by side.

import { memo, type ReactNode, useMemo } from "react";
import { changedPart, type Changed, type DiffLine, numberLines, pairLines } from "./diff.ts";
import { visible } from "./visible.ts";
import "./diff.css";

/** Characters of a line that are shown. */
const LONGEST_LINE = 2000;

interface DiffProps {
  readonly lines: readonly string[];
  readonly split: boolean;
  readonly label: string;
}

export const Diff = memo(function Diff({ lines, split, label }: DiffProps): ReactNode {
  const numbered = useMemo(() => numberLines(lines), [lines]);
  return split ? <Split lines={numbered} label={label} /> : <Unified lines={numbered} label={label} />;
});

function Unified({ lines, label }: { readonly lines: readonly DiffLine[]; readonly label: string }): ReactNode {
  const changed = useMemo(() => changesOf(lines), [lines]);
  return (
    <div className="diff" role="group" aria-label={label}>
      {lines.map((line, index) => (
        <div key={index} className={`diff-line ${line.kind}`}>
          <span className="diff-number">{line.before ?? ""}</span>
          <span className="diff-number">{line.after ?? ""}</span>
          <span className="diff-sign">{SIGNS[line.kind]}</span>
          <Text line={line} changed={changed.get(line)} />
        </div>
      ))}
    </div>
  );
}

function Split({ lines, label }: { readonly lines: readonly DiffLine[]; readonly label: string }): ReactNode {
  const changed = useMemo(() => changesOf(lines), [lines]);
  return (
    <div className="diff split" role="group" aria-label={label}>
      {pairLines(lines).map(({ left, right }, index) =>
        left?.kind === "hunk" ? (
          <div key={index} className="diff-line hunk">
            <Text line={left} changed={undefined} />
          </div>
        ) : (
          <div key={index} className="diff-pair">
            {[left, right].map((line, side) => (
              <div key={side} className={`diff-line ${line === null ? "nothing" : line.kind}`}>
                <span className="diff-number">{(side === 0 ? line?.before : line?.after) ?? ""}</span>
                <span className="diff-sign">{line === null ? "" : SIGNS[line.kind]}</span>
                {line === null ? null : <Text line={line} changed={changed.get(line)} />}
              </div>
            ))}
          </div>
        ),
      )}
    </div>
  );
}

const SIGNS = { added: "+", removed: "−", same: "", hunk: "" } as const;

function Text({ line, changed }: { readonly line: DiffLine; readonly changed: Changed | undefined }): ReactNode {
  if (changed === undefined) {
    const { text } = line;
    const cut = text.length > LONGEST_LINE;
    return <span className="diff-text">{visible(cut ? `${text.slice(0, LONGEST_LINE)} …` : text)}</span>;
  }
  return (
    <span className="diff-text">
      {visible(changed.start)}
      <mark>{visible(changed.middle)}</mark>
      {visible(changed.end)}
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
