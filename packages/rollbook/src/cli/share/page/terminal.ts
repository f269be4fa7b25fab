// What a program printed, line by line, with the colours it chose as classes that the style of the page knows.

import { readTerminal, type Run } from "rollbook-core/view";
import { markup, type Html } from "./html.ts";

export function terminalLines(text: string): readonly Html[] {
  const lines: Html[][] = [[]];
  for (const { text: said, ...run } of readTerminal(text.replace(/\n$/, ""))) {
    for (const [index, piece] of said.split("\n").entries()) {
      if (index > 0) lines.push([]);
      if (piece !== "") lines.at(-1)?.push(runOf(piece, run));
    }
  }
  return lines.map((line) => markup`${line}`);
}

function runOf(text: string, { classes, foreground }: Omit<Run, "text">): Html {
  const near = foreground === null ? null : nearest(foreground);
  const names = near === null ? classes : [...classes, near];
  return names.length === 0 ? markup`${text}` : markup`<span class="${names.join(" ")}">${text}</span>`;
}

/** A colour by number or by its parts would need a style of its own, which the policy of the page forbids. */
function nearest(colour: string): string | null {
  const [red = 0, green = 0, blue = 0] = (colour.match(/\d+/g) ?? []).map(Number);
  const least = Math.min(red, green, blue);
  const span = Math.max(red, green, blue) - least;
  if (span < 48) return null;
  const near = [red, green, blue].map((part) => (part - least > span / 2 ? "1" : "0")).join("");
  return NAMES[near] ?? null;
}

const NAMES: Readonly<Record<string, string>> = {
  "100": "ansi-red",
  "010": "ansi-green",
  "001": "ansi-blue",
  "110": "ansi-yellow",
  "101": "ansi-magenta",
  "011": "ansi-cyan",
};
