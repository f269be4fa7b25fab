// Text from files and paths, made fit for a terminal.

/** It must never steer the terminal: line breaks become a sign, tabs a space, other control characters their name. */
export function printable(text: string): string {
  return text.replaceAll(/\r?\n/g, "⏎").replaceAll(STEERING, escaped);
}

/** Control characters, line separators, and the marks that turn the direction of writing. */
const STEERING = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code === 9 ? " " : `\\u${code.toString(16).padStart(4, "0")}`;
}
