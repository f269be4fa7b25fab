// Styled text as data, and what it becomes: escapes of a terminal, or nothing but the text.

export type Style =
  | "bold"
  | "dim"
  | "italic"
  | "underline"
  | "red"
  | "green"
  | "yellow"
  | "blue"
  | "magenta"
  | "cyan"
  | "gray";

export interface Span {
  /** Fit for a terminal: nothing in it steers one. */
  readonly text: string;
  readonly styles: readonly Style[];
}

/** What stands on one line. */
export type Row = readonly Span[];

const CODES: Readonly<Record<Style, readonly [on: number, off: number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  italic: [3, 23],
  underline: [4, 24],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  blue: [34, 39],
  magenta: [35, 39],
  cyan: [36, 39],
  gray: [90, 39],
};

export function span(text: string, ...styles: readonly Style[]): Span {
  return { text, styles };
}

/** The row as text without spaces at its end. Each line stands for itself: a pager shows any part of them. */
export function printRow(row: Row, colour: boolean): string {
  const told = trimmed(row);
  if (!colour) return told.map(({ text }) => text).join("");
  return merged(told)
    .map(({ text, styles }) => {
      const unique = [...new Set(styles)];
      if (unique.length === 0 || text === "") return text;
      const on = unique.map((style) => CODES[style][0]).join(";");
      const off = [...new Set(unique.map((style) => CODES[style][1]))].join(";");
      return `\u001b[${on}m${text}\u001b[${off}m`;
    })
    .join("");
}

/** The same row in the background. */
export function fadeRow(row: Row): Row {
  return row.map(({ text }) => span(text, "dim"));
}

/** Neighbours that look the same, as one. */
function merged(row: Row): Row {
  const spans: Span[] = [];
  for (const next of row) {
    const last = spans.at(-1);
    const same = last !== undefined && last.styles.join() === next.styles.join();
    if (same) spans[spans.length - 1] = { ...last, text: last.text + next.text };
    else spans.push(next);
  }
  return spans;
}

function trimmed(row: Row): Row {
  const last = row.findLastIndex(({ text }) => text.trimEnd() !== "");
  return row.slice(0, last + 1).map((part, at) => (at === last ? { ...part, text: part.text.trimEnd() } : part));
}
