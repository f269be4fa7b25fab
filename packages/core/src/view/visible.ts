// Text from a file, made visible: what would steer the page or hide itself is shown as what it is.

/** Control characters but tab and newline, line separators, and the marks that turn the direction of writing. Joiners stay: scripts and emoji need them. */
const UNSEEN = /(?![\t\n])\p{Cc}|[\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]/gu;

/** `␛`, `␍`, `⟨202e⟩`. Total: a lone half of a character becomes U+FFFD. */
export function visible(text: string): string {
  return text
    .replaceAll("\r\n", "\n")
    .replaceAll(UNSEEN, (character) => {
      const code = character.codePointAt(0) ?? 0;
      if (code < 0x20) return String.fromCodePoint(0x2400 + code);
      return code === 0x7f ? "␡" : `⟨${code.toString(16).padStart(4, "0")}⟩`;
    })
    .toWellFormed();
}

export interface Shortened {
  readonly text: string;
  /** Lines that were left out; 0 where only the end of a line was. */
  readonly lines: number;
  /** Characters that were left out. */
  readonly characters: number;
}

/** The first `lines` lines, but no more than `characters` characters. */
export function shorten(text: string, lines: number, characters: number): Shortened {
  let end = 0;
  for (let line = 0; line < lines && end < text.length; line += 1) {
    const next = text.indexOf("\n", end);
    end = next === -1 ? text.length : next + 1;
  }
  end = Math.min(end, characters);
  if (end >= text.length) return { text, lines: 0, characters: 0 };
  const rest = text.slice(end);
  if (rest.trim() === "") return { text: text.slice(0, end), lines: 0, characters: 0 };
  return { text: text.slice(0, end).replace(/\n$/, ""), lines: countLines(rest), characters: rest.length };
}

export function countLines(text: string): number {
  let lines = text === "" || text.endsWith("\n") ? 0 : 1;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) lines += 1;
  return lines;
}
