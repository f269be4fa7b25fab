// Text of a session, made visible: nothing in it steers a terminal, and nothing in it stays unseen.

import { printable } from "../../printable.ts";
import { columnsOf } from "./wrap.ts";

const TAB = 8;
/** Of no width, or of none that a person would notice: a prompt may be hidden in them. */
const UNSEEN = /[\u00ad\u180e\u200b\u2060-\u2064\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

/** The lines of a text. A lone carriage return ends one as well, so that nothing is written over. */
export function linesOf(text: string): readonly string[] {
  return text.split(/\r\n|\n|\r/);
}

/** One line: tabs as spaces, everything else that cannot be seen as its name. */
export function visible(line: string): string {
  return printable(spread(line)).replaceAll(UNSEEN, (character) => {
    const code = (character.codePointAt(0) ?? 0).toString(16);
    return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, "0")}`;
  });
}

/** Several lines on one, for where there is room for one only. */
export function visibleLine(text: string): string {
  return linesOf(text).map(visible).join("⏎");
}

function spread(line: string): string {
  if (!line.includes("\t")) return line;
  let out = "";
  let column = 0;
  for (const [index, part] of line.split("\t").entries()) {
    if (index > 0) {
      const gap = TAB - (column % TAB);
      out += " ".repeat(gap);
      column += gap;
    }
    out += part;
    column += columnsOf(part);
  }
  return out;
}
