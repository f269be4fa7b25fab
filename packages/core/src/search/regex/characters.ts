// Which characters a part of a regular expression can match, roughly: each of ASCII, and whether any other.

import type { AST, RegexTree } from "./tree.ts";

/** A bit for each character of ASCII, and one more for all others. */
export type Characters = bigint;

const OTHERS = 1n << 128n;
export const ANY: Characters = (1n << 129n) - 1n;
export const LINE_BREAK: Characters = 1n << 10n;

export type CharactersOf = (node: AST.Element) => Characters;

/** For parts that match one character. What is not certain is said to match. */
export function createCharactersOf(flags: RegexTree["flags"]): CharactersOf {
  const known = new Map<string, Characters>();
  const options = `${flags.ignoreCase ? "i" : ""}${flags.dotAll ? "s" : ""}${flags.unicode ? "u" : ""}`;
  return (node) => {
    let characters = known.get(node.raw);
    if (characters === undefined) {
      characters = ascii(node.raw, options) | (mayBeOther(node, flags) ? OTHERS : 0n);
      known.set(node.raw, characters);
    }
    return characters;
  };
}

function ascii(raw: string, options: string): Characters {
  let one: RegExp;
  try {
    one = new RegExp(`^(?:${raw})$`, options);
  } catch {
    return ANY;
  }
  let characters = 0n;
  for (let code = 0; code < 0x80; code++) if (one.test(String.fromCharCode(code))) characters |= 1n << BigInt(code);
  return characters;
}

function mayBeOther(node: AST.Node, flags: RegexTree["flags"]): boolean {
  // Two letters beyond ASCII are k and s to it.
  if (flags.ignoreCase && flags.unicode) return true;
  switch (node.type) {
    case "Character":
      return node.value >= 0x80;
    case "CharacterClassRange":
      return node.max.value >= 0x80;
    case "CharacterClass":
      return node.negate || node.elements.some((element) => mayBeOther(element, flags));
    case "CharacterSet":
      return (node.kind !== "digit" && node.kind !== "word") || node.negate;
    default:
      return true;
  }
}
