// What charts are drawn with: blocks where the terminal can show them, else ASCII.

export interface Glyphs {
  /** A bar of so many columns, to an eighth of one where there are blocks; never none for more than nothing. */
  readonly bar: (part: number, columns: number) => string;
  /** A line of one column for each part of the most; a space for null. */
  readonly spark: (parts: readonly (number | null)[]) => string;
  /** Nothing, a little, …, most: five of them. */
  readonly shades: readonly string[];
  readonly ellipsis: string;
}

const EIGHTHS = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
const STEPS = "▁▂▃▄▅▆▇█";
const ASCII_STEPS = "_.-=+*%#";

const BLOCKS: Glyphs = {
  bar(part, columns) {
    if (part <= 0) return "";
    const eighths = Math.max(1, Math.round(Math.min(1, part) * columns * 8));
    return "█".repeat(Math.floor(eighths / 8)) + (EIGHTHS[eighths % 8] ?? "");
  },
  spark: (parts) => sparkOf(parts, STEPS),
  shades: ["·", "░", "▒", "▓", "█"],
  ellipsis: "…",
};

const ASCII: Glyphs = {
  bar: (part, columns) => (part <= 0 ? "" : "#".repeat(Math.max(1, Math.round(Math.min(1, part) * columns)))),
  spark: (parts) => sparkOf(parts, ASCII_STEPS),
  shades: [".", ":", "+", "%", "#"],
  ellipsis: "...",
};

function sparkOf(parts: readonly (number | null)[], steps: string): string {
  return parts
    .map((part) => (part === null ? " " : (steps[Math.min(steps.length - 1, Math.floor(part * steps.length))] ?? "")))
    .join("");
}

/** By the locale, as the system reads it: the first of these that is set. Where none is, nobody objects to blocks. */
export function glyphsFor(env: Readonly<Record<string, string | undefined>>): Glyphs {
  const locale = [env["LC_ALL"], env["LC_CTYPE"], env["LANG"]].find((value) => value !== undefined && value !== "");
  return locale === undefined || /utf-?8/i.test(locale) ? BLOCKS : ASCII;
}
