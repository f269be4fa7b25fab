// What a terminal would have shown: lines of runs, each with its colours. Escapes that do more than colour are dropped.

import Anser, { type AnserJsonEntry } from "anser";

export interface Run {
  readonly text: string;
  /** Names of classes: `ansi-red`, `on-blue`, `bold`, …; empty for plain text. */
  readonly classes: readonly string[];
  /** Of 24 bits or of the palette of 256, as `rgb(…)`. */
  readonly foreground: string | null;
  readonly background: string | null;
}

/** Commands to the terminal that set no colour: titles, links, moves of the cursor, queries. */
const COMMANDS =
  // oxlint-disable-next-line no-control-regex -- these are what it looks for
  /\u001b\][^\u0007\u001b]{0,4096}(?:\u0007|\u001b\\)|\u001b[PX^_][^\u001b]{0,4096}\u001b\\|\u001b\[[0-?]{0,64}[ -/]{0,8}[@-ln-~]|\u001b[ -/]{1,4}[0-~]|\u001b[0-Z\\^-~]/g;

export function readTerminal(text: string): readonly Run[] {
  const shown = overwrite(text.replaceAll("\r\n", "\n").replaceAll(COMMANDS, "")).replace(/^\n+/, "");
  if (!shown.includes("\u001b[")) return [{ text: shown, classes: [], foreground: null, background: null }];
  return Anser.ansiToJson(shown, { use_classes: true, remove_empty: true }).map(runOf);
}

/** A carriage return goes back to the start of the line: what was there is written over, as in a progress bar. */
function overwrite(text: string): string {
  if (!text.includes("\r")) return text;
  return text
    .split("\n")
    .map((line) => {
      const returned = line.replace(/\r+$/, "");
      return returned.slice(returned.lastIndexOf("\r") + 1);
    })
    .join("\n");
}

/** The classes are those of tokens, and nothing a file says becomes a name of a class or a style. */
function runOf({ content, fg, bg, fg_truecolor, bg_truecolor, decorations }: AnserJsonEntry): Run {
  return {
    text: content,
    classes: [
      ...(COLOURS.test(fg ?? "") ? [fg ?? ""] : []),
      ...(COLOURS.test(bg ?? "") ? [`on-${bg}`] : []),
      ...decorations.filter((name) => DECORATIONS.has(name)).map((name) => `ansi-${name}`),
    ],
    foreground: trueColour(fg, fg_truecolor),
    background: trueColour(bg, bg_truecolor),
  };
}

const COLOURS = /^ansi-(?:bright-)?(?:black|red|green|yellow|blue|magenta|cyan|white)$/;
const DECORATIONS: ReadonlySet<string> = new Set(["bold", "dim", "italic", "underline", "strikethrough", "reverse"]);
const STEPS = [0, 95, 135, 175, 215, 255];

function trueColour(name: string | null, colour: string | null): string | null {
  if (colour !== null && /^\d{1,3}, ?\d{1,3}, ?\d{1,3}$/.test(colour)) return `rgb(${colour})`;
  const index = Number(/^ansi-palette-(\d{1,3})$/.exec(name ?? "")?.[1] ?? Number.NaN);
  if (index >= 232 && index <= 255) return `rgb(${[0, 0, 0].fill(8 + (index - 232) * 10).join(", ")})`;
  if (index < 16 || index > 231 || Number.isNaN(index)) return null;
  const at = index - 16;
  return `rgb(${[Math.floor(at / 36), Math.floor(at / 6) % 6, at % 6].map((step) => STEPS[step] ?? 0).join(", ")})`;
}
