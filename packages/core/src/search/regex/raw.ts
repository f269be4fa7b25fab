// What a match of a regular expression looks like in the bytes of a session, at least: for looking before matching.

import type { RegexNode } from "../contract.ts";
import { oneOfAll } from "../factor.ts";
import { trigramsOf } from "../trigrams.ts";
import { literalsOf } from "./literals.ts";
import { type AST, treeOf } from "./tree.ts";

/**
 * A text stands in a session as JSON, or as JSON inside of JSON, and a command as the list of its words: signs may be
 * escaped there, spaces may be commas and quotes. These stand the same in all of it.
 */
const SAFE = /^[\w.,:;()[\]{}@#$%^*!?|~`=+-]$/;
/** What one sign becomes at the most, JSON in JSON. */
const GAP = ".{0,12}";
/** Ripgrep refuses patterns that are too large: what is wider is of any width. */
const WIDEST = 240;
/** Shorter texts stand nearly everywhere. */
const TELLING = 3;

/** A piece of the pattern; `weight` is how many signs of a match it surely holds. Null instead of one: it may hold
 * a line break. */
interface Piece {
  readonly pattern: string;
  readonly weight: number;
}

/**
 * A pattern, in syntax that JavaScript and Rust share, that matches within one line of a session's file wherever the
 * expression matches in a text of it: of the expression the piece without line breaks that tells most. Null when no piece
 * tells anything. Case: as the expression's flag `i`.
 */
export function rawPattern(regex: Pick<RegexNode, "source" | "flags">): string | null {
  const tree = treeOf(regex);
  // Letters beyond ASCII are small or capital k and s there.
  if (tree === null || (tree.flags.ignoreCase && tree.flags.unicode)) return null;
  const { alternatives, flags } = tree;
  const [first, ...others] = alternatives;
  const best =
    first !== undefined && others.length === 0
      ? bestOf(first.elements, flags.dotAll)
      : oneOf(alternatives, flags.dotAll);
  return best === null || best.weight < TELLING ? null : best.pattern;
}

/** The longest stretch without a line break. */
function bestOf(elements: readonly AST.Element[], dotAll: boolean): Piece | null {
  let best: Piece | null = null;
  let open: Piece = { pattern: "", weight: 0 };
  for (const element of elements) {
    const piece = pieceOf(element, dotAll);
    open = piece === null ? { pattern: "", weight: 0 } : joined(open, piece);
    if (best === null || open.weight > best.weight) best = open;
  }
  return best;
}

function pieceOf(element: AST.Element, dotAll: boolean): Piece | null {
  switch (element.type) {
    case "Assertion":
      return { pattern: "", weight: 0 };
    case "Character":
      return element.value === 10 || element.value === 13 ? null : characterOf(String.fromCodePoint(element.value));
    case "CharacterSet":
    case "CharacterClass":
      return setOf(element, dotAll);
    case "Group":
    case "CapturingGroup":
      return element.alternatives.length === 1
        ? inRow(element.alternatives[0]?.elements ?? [], dotAll)
        : oneOf(element.alternatives, dotAll);
    case "Quantifier":
      return repeated(element, dotAll);
    default:
      return null;
  }
}

function characterOf(sign: string): Piece {
  return SAFE.test(sign) ? { pattern: escaped(sign), weight: 1 } : { pattern: GAP, weight: 0 };
}

function setOf(
  set: AST.CharacterSet | AST.CharacterClass | AST.ExpressionCharacterClass,
  dotAll: boolean,
): Piece | null {
  if (set.type === "CharacterSet") {
    if (set.kind === "any") return dotAll ? null : { pattern: GAP, weight: 0 };
    if (set.kind === "digit" && !set.negate) return { pattern: "[0-9]", weight: 1 };
    if (set.kind === "word" && !set.negate) return { pattern: "[0-9A-Za-z_]", weight: 1 };
    return null;
  }
  if (set.type !== "CharacterClass" || set.negate) return null;
  const parts = set.elements.map((element): string | null => {
    if (element.type === "Character") return safeRange(element.value, element.value);
    if (element.type === "CharacterClassRange") return safeRange(element.min.value, element.max.value);
    if (element.type !== "CharacterSet" || ("negate" in element && element.negate)) return null;
    return element.kind === "digit" ? "0-9" : element.kind === "word" ? "0-9A-Za-z_" : null;
  });
  if (parts.every((part) => part !== null)) return { pattern: `[${parts.join("")}]`, weight: 1 };
  const breaks = set.elements.some((element) => {
    if (element.type === "Character") return element.value === 10 || element.value === 13;
    if (element.type === "CharacterClassRange") return element.min.value <= 13;
    return (
      element.type !== "CharacterSet" ||
      !["digit", "word"].includes(element.kind) ||
      ("negate" in element && element.negate)
    );
  });
  return breaks ? null : { pattern: GAP, weight: 0 };
}

/** As a part of a class; null where some of it may be escaped. */
function safeRange(min: number, max: number): string | null {
  for (let code = min; code <= max; code++) if (code > 0x7e || !SAFE.test(String.fromCodePoint(code))) return null;
  const sign = (code: number): string => escaped(String.fromCodePoint(code));
  return min === max ? sign(min) : `${sign(min)}-${sign(max)}`;
}

/** Rust refuses backslashes before signs that have no meaning. */
function escaped(sign: string): string {
  return sign.replace(/[.+*?()|[\]{}^$#~-]/, String.raw`\$&`);
}

function repeated({ element, min, max }: AST.Quantifier, dotAll: boolean): Piece | null {
  const piece = pieceOf(element, dotAll);
  if (piece === null) return null;
  if (piece.pattern === "") return piece;
  // What may be longer or shorter in the bytes is not counted there.
  if (/(?<!\\)\.[{*]/.test(piece.pattern)) return { pattern: ".*", weight: 0 };
  const times = max === Number.POSITIVE_INFINITY ? `{${min},}` : `{${min},${max}}`;
  return min > 100 || (max > 100 && max !== Number.POSITIVE_INFINITY)
    ? { pattern: ".*", weight: 0 }
    : { pattern: `(?:${piece.pattern})${times}`, weight: piece.weight * min };
}

function inRow(elements: readonly AST.Element[], dotAll: boolean): Piece | null {
  let row: Piece = { pattern: "", weight: 0 };
  for (const element of elements) {
    const piece = pieceOf(element, dotAll);
    if (piece === null) return null;
    row = joined(row, piece);
  }
  return row;
}

/** Each of them has to be known. */
function oneOf(alternatives: readonly AST.Alternative[], dotAll: boolean): Piece | null {
  const pieces = alternatives.map(({ elements }) => inRow(elements, dotAll));
  if (!pieces.every((piece) => piece !== null)) return null;
  return {
    pattern: `(?:${pieces.map(({ pattern }) => pattern).join("|")})`,
    weight: Math.min(...pieces.map(({ weight }) => weight)),
  };
}

/** Gaps in a row are one: an engine that tries one way after another would try all ways to share them out. */
function joined(a: Piece, b: Piece): Piece {
  const pattern = (a.pattern + b.pattern).replaceAll(GAPS, (gaps) => {
    const widths = [...gaps.matchAll(/\d+\}/g)].map(([width]) => Number.parseInt(width, 10));
    const sum = widths.reduce((before, width) => before + width, 0);
    return gaps.includes(".*") || sum > WIDEST ? ".*" : `.{0,${sum}}`;
  });
  return { pattern, weight: a.weight + b.weight };
}

/** Signs that stand for themselves are escaped. */
const GAPS = /(?<!\\)(?:\.\{0,\d+\}|\.\*){2,}/g;

/**
 * The same for the table of parts, which holds paths as they were made absolute: what its MATCH is asked, and null when
 * nothing can be told.
 */
export function partsPattern(regex: Pick<RegexNode, "source" | "flags">): string | null {
  for (const literals of literalsOf(regex)) {
    const each = literals.map(({ text }) => trigramsOf(text));
    if (each.every((trigrams) => trigrams !== null)) return oneOfAll(each);
  }
  return null;
}
