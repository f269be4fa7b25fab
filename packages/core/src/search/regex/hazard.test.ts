// What is said of an expression's time, held against the steps of an engine that tries one way after another.

import fc from "fast-check";
import { expect, test } from "vitest";
import { hazardOf } from "./hazard.ts";
import { type AST, treeOf } from "./tree.ts";

const MOST = 300_000;

/** The steps of a search for the expression in a text, as JavaScript's rules have it. */
function stepsOf(source: string, text: string): number {
  let steps = 0;
  type Then = (at: number) => boolean;
  const anyOf = (alternatives: readonly AST.Alternative[], at: number, then: Then): boolean =>
    alternatives.some(({ elements }) => inRow(elements, 0, at, then));
  const inRow = (elements: readonly AST.Element[], index: number, at: number, then: Then): boolean => {
    const element = elements[index];
    return element === undefined ? then(at) : match(element, at, (next) => inRow(elements, index + 1, next, then));
  };
  const match = (element: AST.Element, at: number, then: Then): boolean => {
    if (++steps > MOST) return true;
    switch (element.type) {
      case "Group":
      case "CapturingGroup":
        return anyOf(element.alternatives, at, then);
      case "Quantifier":
        return repeat(element, element.min, element.max, at, then);
      case "Assertion":
        if (element.kind === "end") return at === text.length && then(at);
        return element.kind === "lookahead" && anyOf(element.alternatives, at, () => true) && then(at);
      default:
        return new RegExp(`^${element.raw}$`).test(text.charAt(at)) && then(at + 1);
    }
  };
  const repeat = (quantifier: AST.Quantifier, min: number, max: number, at: number, then: Then): boolean => {
    const again = (): boolean =>
      max > 0 &&
      match(quantifier.element, at, (next) =>
        next === at && min === 0 ? false : repeat(quantifier, Math.max(0, min - 1), max - 1, next, then),
      );
    if (min > 0) return again();
    return quantifier.greedy ? again() || then(at) : then(at) || again();
  };
  const tree = treeOf({ source, flags: "" });
  for (let at = 0; at <= text.length && tree !== null && steps <= MOST; at++) anyOf(tree.alternatives, at, () => false);
  return steps;
}

const ATOM = fc.constantFrom(..."a b c d . [ab] [^b] (?=a*b)".split(" "));
const QUANTIFIER = fc.constantFrom("", "", "*", "+", "?", "{2}", "{0,3}", "{2,}", "*?");
const { regex: REGEX } = fc.letrec<{ regex: string; row: string; one: string }>((tie) => ({
  regex: fc.oneof(
    { depthSize: "small" },
    tie("row"),
    fc.tuple(tie("row"), tie("row")).map((rows) => rows.join("|")),
  ),
  row: fc.array(tie("one"), { minLength: 1, maxLength: 4 }).map((parts) => parts.join("")),
  one: fc.oneof(
    { depthSize: "small" },
    fc.tuple(ATOM, QUANTIFIER).map(([atom, quantifier]) => (atom.startsWith("(") ? atom : atom + quantifier)),
    fc.tuple(tie("regex"), QUANTIFIER).map(([inner, quantifier]) => `(${inner})${quantifier}`),
  ),
}));
const TEXT = fc.constantFrom("a", "ab", "aab", "b", "abb").map((part) => part.repeat(100).slice(0, 40));

test("no expression takes more steps than is said of it", () => {
  let held = 0;
  fc.assert(
    fc.property(REGEX, TEXT, (source, text) => {
      const { exponential, degree } = hazardOf({ source, flags: "" });
      if (exponential || degree > 3) return;
      held++;
      const half = stepsOf(source, text.slice(0, 20));
      const bound = 2 * half * 2 ** degree + 1000;
      expect(stepsOf(source, text), `${source} of degree ${degree} in ${text}`).toBeLessThan(bound);
    }),
    { numRuns: 400 },
  );
  expect(held).toBeGreaterThan(60);
});

test.each(["(a+)+b", "(a|a)*b", "(a?){40}b", "(a*)*b", "(.*a)*b"])("%s takes more than anyone has", (source) => {
  expect(stepsOf(source, "a".repeat(40))).toBeGreaterThan(MOST);
  expect(hazardOf({ source, flags: "" }).exponential).toBe(true);
});
