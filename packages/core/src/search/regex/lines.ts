// Whether a line of a session's file may hold what a raw pattern matches.

import { createAutomaton } from "./automaton.ts";
import { hazardIn } from "./hazard.ts";
import { literalsOf } from "./literals.ts";
import { positionsOf } from "./positions.ts";
import { windowOf } from "./scan.ts";
import { treeOf } from "./tree.ts";

/**
 * A function that is true of each line, its bytes as latin1, in which a pattern of `rawPattern` matches; it may be of
 * others. Its time stays in proportion to the line, whatever the pattern.
 */
export function createLineTest(pattern: string, ignoreCase: boolean): (line: string) => boolean {
  const regex = { source: pattern, flags: ignoreCase ? "i" : "" };
  const tree = treeOf(regex);
  const positions = tree === null ? null : positionsOf(tree);
  if (tree === null || positions === null) return () => true;
  const plain = new RegExp(pattern, regex.flags);
  const { exponential, degree } = hazardIn(positions);
  const size = exponential ? 0 : windowOf(degree);
  const needed = literalsOf(regex)
    .filter((literals) => literals.every((literal) => !literal.ignoreCase))
    .map((literals) => literals.map(({ text }) => text));
  // Such a pattern has no assertions: its positions take all that it takes.
  const automaton = createAutomaton(positions, tree.flags);
  return (line) => {
    if (line.length <= size) return plain.test(line);
    return needed.every((texts) => texts.some((text) => line.includes(text))) && automaton(line);
  };
}
