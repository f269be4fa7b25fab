// Texts that every match of a regular expression must hold, for looking before matching.

import type { RegexNode } from "../contract.ts";
import { type AST, type RegexTree, treeOf } from "./tree.ts";

export interface Literal {
  readonly text: string;
  /** The letters of ASCII in it may be small or capital. */
  readonly ignoreCase: boolean;
  /**
   * The longest part of it that stands the same in the bytes of a session, however JSON was written; null when there is
   * none. Quotes, backslashes, control characters, `/`, `'`, `<`, `>`, `&` and all beyond ASCII may be escaped there, and
   * what a command was called with is JSON inside of JSON.
   */
  readonly raw: string | null;
}

/** Everything a part can match, if that is little; and what must be there besides. */
interface Part {
  readonly whole: readonly string[] | null;
  readonly needed: readonly (readonly string[])[];
}

const MOST_ALTERNATIVES = 32;
const LONGEST = 200;
const NOTHING: Part = { whole: [""], needed: [] };
const ANYTHING: Part = { whole: null, needed: [] };

/**
 * For each element, a text in which the expression matches holds one of its literals at least. The strongest come first;
 * none at all when nothing can be told.
 */
export function literalsOf(regex: Pick<RegexNode, "source" | "flags">): readonly (readonly Literal[])[] {
  const tree = treeOf(regex);
  if (tree === null) return [];
  const { ignoreCase } = tree.flags;
  const { whole, needed } = anyOf(tree.alternatives, tree.flags);
  return [...needed, ...(whole === null ? [] : [whole])]
    .filter(isUseful)
    .map((texts) => texts.map((text): Literal => ({ text, ignoreCase, raw: rawPart(text) })))
    .sort((a, b) => shortest(b) - shortest(a));
}

function isUseful(texts: readonly string[]): boolean {
  // Half of a character beyond the BMP may be a part of another one.
  return texts.length > 0 && texts.every((text) => text !== "" && text.isWellFormed());
}

function shortest(literals: readonly Literal[]): number {
  return Math.min(...literals.map(({ text }) => text.length));
}

function rawPart(text: string): string | null {
  const parts = text.match(/[\w .,:;()[\]{}@#$%^*!?|~`=+-]+/g) ?? [];
  return parts.reduce<string | null>((best, part) => (best === null || part.length > best.length ? part : best), null);
}

function anyOf(alternatives: readonly AST.Alternative[], flags: RegexTree["flags"]): Part {
  const parts = alternatives.map(({ elements }) => inRow(elements, flags));
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  const whole = parts.flatMap((part) => part.whole ?? []);
  if (parts.every((part) => part.whole !== null) && whole.length <= MOST_ALTERNATIVES)
    return { whole: [...new Set(whole)], needed: [] };
  const best = parts.map(strongest);
  const together = best.flatMap((texts) => texts ?? []);
  const known = best.every((texts) => texts !== null) && together.length <= MOST_ALTERNATIVES;
  return { whole: null, needed: known ? [[...new Set(together)]] : [] };
}

function strongest({ whole, needed }: Part): readonly string[] | null {
  let best: readonly string[] | null = null;
  for (const texts of [...needed, ...(whole === null ? [] : [whole])])
    if (isUseful(texts) && (best === null || least(texts) > least(best))) best = texts;
  return best;
}

function least(texts: readonly string[]): number {
  return Math.min(...texts.map((text) => text.length));
}

/** Texts grow from left to right as long as what comes next is known, and begin anew behind what is not. */
function inRow(elements: readonly AST.Element[], flags: RegexTree["flags"]): Part {
  const needed: (readonly string[])[] = [];
  let texts: readonly string[] = [""];
  let broken = false;
  for (const element of elements) {
    const { part, goesOn } = partOf(element, flags);
    needed.push(...part.needed);
    const longer = part.whole === null ? null : combine(texts, part.whole);
    if (longer !== null) {
      texts = longer;
      if (!goesOn) continue;
    }
    needed.push(texts);
    broken = true;
    texts = part.whole ?? [""];
  }
  return broken ? { whole: null, needed: [...needed, texts] } : { whole: texts, needed };
}

function combine(before: readonly string[], after: readonly string[]): readonly string[] | null {
  if (before.length * after.length > MOST_ALTERNATIVES) return null;
  const texts = before.flatMap((a) => after.map((b) => a + b));
  return texts.some((text) => text.length > LONGEST) ? null : [...new Set(texts)];
}

/** `goesOn`: it may stand there once more and again. */
function partOf(element: AST.Element, flags: RegexTree["flags"]): { readonly part: Part; readonly goesOn: boolean } {
  if (element.type !== "Quantifier") return { part: once(element, flags), goesOn: false };
  const { min, max } = element;
  const part = once(element.element, flags);
  if (max === 0) return { part: NOTHING, goesOn: false };
  if (min === 0) {
    const whole = max === 1 && part.whole !== null ? [...new Set([...part.whole, ""])] : null;
    return { part: { whole, needed: [] }, goesOn: false };
  }
  if (max === 1) return { part, goesOn: false };
  let whole = part.whole;
  for (let count = 1; count < min && count < LONGEST && whole !== null; count++)
    whole = combine(whole, part.whole ?? []);
  return { part: { whole, needed: part.needed }, goesOn: max > min };
}

function once(element: Exclude<AST.Element, AST.Quantifier>, flags: RegexTree["flags"]): Part {
  switch (element.type) {
    case "Character": {
      const text = characterOf(element.value, flags);
      return text === null ? ANYTHING : { whole: [text], needed: [] };
    }
    case "CharacterClass":
      return oneOf(element, flags);
    case "Group":
      return element.modifiers === null ? anyOf(element.alternatives, flags) : ANYTHING;
    case "CapturingGroup":
      return anyOf(element.alternatives, flags);
    case "Assertion": {
      const looks = element.kind === "lookahead" || element.kind === "lookbehind";
      if (!looks || element.negate) return NOTHING;
      const { whole, needed } = anyOf(element.alternatives, flags);
      return { whole: [""], needed: whole === null ? needed : [...needed, whole] };
    }
    default:
      return ANYTHING;
  }
}

/** Small, where case makes no difference. Beyond ASCII, and of k and s with `u`, what that means is a matter of its own. */
function characterOf(code: number, { ignoreCase, unicode }: RegexTree["flags"]): string | null {
  const text = code > 0xffff ? String.fromCodePoint(code) : String.fromCharCode(code);
  if (!ignoreCase) return text;
  return code >= 0x80 || (unicode && /[ks]/i.test(text)) ? null : text.toLowerCase();
}

function oneOf({ negate, elements }: AST.CharacterClass, flags: RegexTree["flags"]): Part {
  if (negate) return ANYTHING;
  const texts = new Set<string | null>();
  for (const element of elements) {
    if (element.type === "Character") texts.add(characterOf(element.value, flags));
    else if (element.type === "CharacterClassRange" && element.max.value - element.min.value < 10) {
      for (let code = element.min.value; code <= element.max.value; code++) texts.add(characterOf(code, flags));
    } else return ANYTHING;
  }
  const whole = [...texts].filter((text) => text !== null);
  return whole.length === texts.size && whole.length > 0 ? { whole, needed: [] } : ANYTHING;
}
