// A patch of one file: its hunks, the beginning of long ones.

import { type ReactNode, useMemo, useState } from "react";
import { Diff } from "../../text/diff.tsx";
import { plural } from "../../text/figures.ts";

/** Lines that are shown before it is unfolded, and after. */
const SHORT = 40;
const LONG = 2000;

interface PatchProps {
  readonly text: string;
  readonly split: boolean;
  readonly label: string;
  /** It is all there is to see. */
  readonly whole?: boolean;
}

export function Patch({ text, split, label, whole = false }: PatchProps): ReactNode {
  const [most, setMost] = useState(whole ? LONG : SHORT);
  const lines = useMemo(() => patchLines(text), [text]);
  const shown = useMemo(() => lines.slice(0, most), [lines, most]);
  return (
    <>
      <Diff lines={shown} split={split} label={`Diff of ${label}`} path={label} />
      {shown.length < lines.length ? (
        <button type="button" className="more" onClick={() => setMost(most + LONG)}>
          Show all: {plural(lines.length - shown.length, "more line")}
        </button>
      ) : null}
    </>
  );
}

/** The lines of the hunks of a patch of one file. */
export function patchLines(patch: string): readonly string[] {
  const lines = patch.replace(/\n$/, "").split("\n");
  const first = lines.findIndex((line) => line.startsWith("@@"));
  return first === -1 ? [] : lines.slice(first).filter((line) => /^(?:[-+ ]|@@)/.test(line));
}
