// What a program printed, with the colours it chose: as many of them as are harmless, and of no other escape anything.

import { type Row, type Span, type Style, span } from "./span.ts";
import { visible } from "./visible.ts";

// oxlint-disable-next-line no-control-regex -- The escape is what is looked for.
const SGR = /\u001b\[([0-9;:]*)m/g;

const ON: Readonly<Record<number, Style>> = { 1: "bold", 2: "dim", 3: "italic", 4: "underline", 90: "gray" };
/** Black, white, backgrounds and hidden text are left out: on some terminal they would make text unseen. */
const COLOURS: readonly (Style | null)[] = [null, "red", "green", "yellow", "blue", "magenta", "cyan", null];
const PAINTS: ReadonlySet<Style> = new Set(["red", "green", "yellow", "blue", "magenta", "cyan", "gray"]);

export interface Pen {
  styles: readonly Style[];
}

/** A line in spans. `pen` carries its styles on to the next line. */
export function penned(line: string, pen: Pen): Row {
  if (!line.includes("\u001b[")) return [{ text: visible(line), styles: pen.styles }];
  const row: Span[] = [];
  let from = 0;
  for (const found of line.matchAll(SGR)) {
    if (found.index > from) row.push({ text: visible(line.slice(from, found.index)), styles: pen.styles });
    pen.styles = after(pen.styles, found[1] ?? "");
    from = found.index + found[0].length;
  }
  if (from < line.length) row.push({ text: visible(line.slice(from)), styles: pen.styles });
  return row.length === 0 ? [span("")] : row;
}

function after(styles: readonly Style[], codes: string): readonly Style[] {
  const numbers = codes.split(/[;:]/).map(Number);
  let now = styles;
  for (let at = 0; at < numbers.length; at++) {
    const code = numbers[at] ?? 0;
    if (code === 38 || code === 48 || code === 58) {
      // A colour by number or by its parts: none of ours.
      at += numbers[at + 1] === 5 ? 2 : 4;
      if (code === 38) now = now.filter((style) => !PAINTS.has(style));
    } else now = step(now, code);
  }
  return now;
}

function step(styles: readonly Style[], code: number): readonly Style[] {
  const colour = code >= 30 && code <= 37 ? code - 30 : code >= 91 && code <= 97 ? code - 90 : null;
  if (code === 0) return [];
  if (colour !== null || code === 39 || code === 90) {
    const paint = colour === null ? (ON[code] ?? null) : (COLOURS[colour] ?? null);
    const rest = styles.filter((style) => !PAINTS.has(style));
    return paint === null ? rest : [...rest, paint];
  }
  const on = ON[code];
  if (on !== undefined) return styles.includes(on) ? styles : [...styles, on];
  if (code === 22) return styles.filter((style) => style !== "bold" && style !== "dim");
  if (code === 23) return styles.filter((style) => style !== "italic");
  if (code === 24) return styles.filter((style) => style !== "underline");
  return styles;
}
