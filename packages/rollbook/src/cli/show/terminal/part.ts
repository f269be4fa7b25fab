// The parts of an item as rows.

import type { FileView, Part, StepView } from "rollbook-core/view";
import { plural } from "../../check/facts.ts";
import { type Ends, excerpt, leftRows } from "./ends.ts";
import { proseRows, trimBlank } from "./prose.ts";
import { penned, type Pen } from "./sgr.ts";
import { type Row, type Style, span } from "./span.ts";
import { linesOf, visible, visibleLine } from "./visible.ts";
import { chop, wrapWords } from "./wrap.ts";

export interface PartLook {
  readonly width: number;
  /** All of it, however long. */
  readonly full: boolean;
  /** It belongs to what failed: then its end tells why. */
  readonly failed: boolean;
  /** It belongs to a script whose deeds are told by items of their own. */
  readonly brief: boolean;
  readonly styles: readonly Style[];
}

const ALL: Ends = { head: Number.POSITIVE_INFINITY, tail: 0 };
const OUTPUT: Ends = { head: 6, tail: 4 };
const FAILED: Ends = { head: 4, tail: 12 };
const TYPED: Ends = { head: 30, tail: 6 };
const CODE: Ends = { head: 4, tail: 0 };
const BRIEF: Ends = { head: 2, tail: 0 };
const DIFF: Ends = { head: 14, tail: 2 };
/** Rows that one line of an output may fill, and characters of one line of a prompt. */
const ROWS = 3;
const MOST = 4000;

export function partRows(part: Part, look: PartLook): readonly Row[] {
  switch (part.type) {
    case "said":
      return proseRows(part.text, look.width, look.styles);
    case "typed":
      return typedRows(part.text, look);
    case "output":
      return outputRows(part.text, look);
    case "code":
      return listed(linesOf(part.text.trimEnd()), look.full ? ALL : CODE, look, (line) => [
        { text: visible(line), styles: ["dim"] },
      ]);
    case "fact":
      return wrapWords([span(visibleLine(part.text), "dim")], look.width, 2);
    case "diff":
      return diffRows(part.file, look);
    case "steps":
      return part.steps.flatMap((step) => stepRows(step, look.width));
  }
}

function typedRows(text: string, { width, full, styles }: PartLook): readonly Row[] {
  const { head, left, tail } = excerpt(linesOf(text.trimEnd()), full ? ALL : TYPED);
  const flow = (line: string): readonly Row[] => {
    const known = full ? line : line.slice(0, MOST);
    const rows = wrapWords([{ text: visible(known), styles }], width, /^ */.exec(line)?.[0].length ?? 0);
    return known === line ? rows : [...rows, more(line.length - known.length)];
  };
  return trimBlank([...head.flatMap(flow), ...leftRows(left), ...tail.flatMap(flow)]);
}

function outputRows(text: string, look: PartLook): readonly Row[] {
  const pen: Pen = { styles: [] };
  const ends = look.full ? ALL : look.failed ? FAILED : look.brief ? BRIEF : OUTPUT;
  return listed(linesOf(text.trimEnd().replace(/^(?:[ \t]*\r?\n)+/, "")), ends, look, (line) =>
    penned(line, pen).map(({ text: shown, styles }) => ({
      text: shown,
      styles: styles.length === 0 ? (["dim"] as const) : styles,
    })),
  );
}

function listed(
  lines: readonly string[],
  ends: Ends,
  { width, full, brief }: PartLook,
  style: (line: string) => Row,
): readonly Row[] {
  const { head, left, tail } = excerpt(lines, ends);
  const rows = (line: string): readonly Row[] => {
    // Much more than is shown of it need not be looked at.
    const known = full ? line : line.slice(0, width * (ROWS + 2) * 4);
    const chopped = chop(style(known), width);
    if (full || chopped.length <= (brief ? 1 : ROWS)) return chopped;
    if (brief) return [[...(chop(style(known), width - 1)[0] ?? []), span("…", "dim")]];
    const shown = chopped.slice(0, ROWS);
    const rest =
      line.length - shown.reduce((sum, row) => sum + row.reduce((size, { text }) => size + text.length, 0), 0);
    return [...shown, more(Math.max(rest, 1))];
  };
  return [...head.flatMap(rows), ...leftRows(left), ...tail.flatMap(rows)];
}

function more(characters: number): Row {
  return [span(`… ${plural(characters, "more character")} on this line`, "dim", "italic")];
}

const MARKS: Readonly<Record<string, Style>> = { "+": "green", "-": "red", "@": "cyan" };

function diffRows({ lines }: FileView, look: PartLook): readonly Row[] {
  return listed(lines, look.full ? ALL : DIFF, look, (line) => {
    const style = MARKS[line[0] ?? ""];
    return [
      { text: visible(line), styles: style === undefined ? ["dim"] : line.startsWith("@") ? [style, "dim"] : [style] },
    ];
  });
}

const STEPS: Readonly<Record<StepView["state"], readonly [sign: string, ...styles: Style[]]>> = {
  done: ["✓", "green"],
  doing: ["▸", "yellow"],
  open: ["·", "dim"],
};

function stepRows({ text, state }: StepView, width: number): readonly Row[] {
  const [sign, ...styles] = STEPS[state];
  const said: readonly Style[] = state === "done" ? ["dim"] : state === "doing" ? ["bold"] : [];
  return wrapWords([span(`${sign} `, ...styles), { text: visibleLine(text), styles: said }], width, 2);
}
