// A regular expression as a tree.

import { type AST, RegExpParser } from "@eslint-community/regexpp";
import type { RegexNode } from "../contract.ts";

export type { AST };

export interface RegexTree {
  readonly alternatives: readonly AST.Alternative[];
  readonly flags: { readonly ignoreCase: boolean; readonly unicode: boolean; readonly dotAll: boolean };
}

/** So deep may what walks the tree have to go. */
const MOST_GROUPS = 500;

/** Null when the parser does not know the syntax, or there are too many groups in it. */
export function treeOf({ source, flags }: Pick<RegexNode, "source" | "flags">): RegexTree | null {
  const has = (flag: string): boolean => flags.includes(flag);
  if (source.split("(").length > MOST_GROUPS) return null;
  try {
    const { alternatives } = new RegExpParser().parsePattern(source, 0, source.length, { unicode: has("u") });
    return { alternatives, flags: { ignoreCase: has("i"), unicode: has("u"), dotAll: has("s") } };
  } catch {
    return null;
  }
}
