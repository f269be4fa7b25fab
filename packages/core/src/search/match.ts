// Whether a passage is what a query looks for: the text decides, whatever an index preselected.

import type { FieldNode, PassageLeaf, PassageTree, Query, Searchable, SearchableTexts } from "./contract.ts";
import { TEXTS } from "./hits.ts";
import { createPhraseFinder, type Phrase } from "./phrases.ts";
import { createRegexScanner } from "./regex/scan.ts";
import { foldCase } from "./words.ts";

export type Matcher = (passage: Searchable) => boolean;

/**
 * A function that decides over passages, for the passage part of a query and its times. A passage that has no time of
 * its own is inside them.
 */
export function createMatcher({ passages, since_ms, until_ms }: Query): Matcher {
  const decide = passages === null ? (): boolean => true : createDecision(passages);
  return (passage) => {
    if (passage.time_ms !== null) {
      if (since_ms !== null && passage.time_ms < since_ms) return false;
      if (until_ms !== null && passage.time_ms > until_ms) return false;
    }
    return decide(passage);
  };
}

/** As `createMatcher`, for one passage. */
export function matches(query: Query, passage: Searchable): boolean {
  return createMatcher(query)(passage);
}

function createDecision(tree: PassageTree): Matcher {
  const phrases: Phrase[] = [];
  const decide = plan(tree, phrases);
  const find = createPhraseFinder(phrases);
  return (passage) => {
    let found: Uint8Array | null = null;
    return decide(passage, (phrase) => {
      found ??= search(passage.texts, find, phrases.length);
      return found[phrase] === 1;
    });
  };
}

/** Which phrases a passage has; ends when there is none left to find. */
function search(texts: SearchableTexts, find: ReturnType<typeof createPhraseFinder>, count: number): Uint8Array {
  const found = new Uint8Array(count);
  let left = count;
  for (const name of TEXTS) {
    if (left === 0) break;
    find(texts[name], (phrase) => {
      if (found[phrase] === 0) left--;
      found[phrase] = 1;
      return left === 0;
    });
  }
  return found;
}

/** `has` tells of a phrase whether the passage has it. */
type Decide = (passage: Searchable, has: (phrase: number) => boolean) => boolean;

function plan(tree: PassageTree, phrases: Phrase[]): Decide {
  switch (tree.type) {
    case "and":
    case "or": {
      const parts = tree.of.toSorted((a, b) => cost(a) - cost(b)).map((part) => plan(part, phrases));
      return tree.type === "and"
        ? (passage, has) => parts.every((part) => part(passage, has))
        : (passage, has) => parts.some((part) => part(passage, has));
    }
    case "not": {
      const part = plan(tree.of, phrases);
      return (passage, has) => !part(passage, has);
    }
    default:
      return planLeaf(tree, phrases);
  }
}

/** Fields before words, words before what is looked for by itself. */
function cost(tree: PassageTree): number {
  if (tree.type === "field") return 0;
  return tree.type === "words" ? 1 : tree.type === "regex" || tree.type === "literal" ? 3 : 2;
}

function planLeaf(node: PassageLeaf, phrases: Phrase[]): Decide {
  switch (node.type) {
    case "words": {
      const phrase = phrases.push(node) - 1;
      return (_, has) => has(phrase);
    }
    case "literal":
      return ({ texts }) => TEXTS.some((name) => texts[name].includes(node.text));
    case "regex": {
      const scanner = createRegexScanner(node);
      return ({ texts }) => TEXTS.some((name) => scanner.test(texts[name]));
    }
    case "field":
      return planField(node);
  }
}

function planField({ field, value, prefix }: FieldNode): Decide {
  switch (field) {
    case "kind":
      return ({ kind }) => kind === value;
    case "status":
      return ({ status }) => status === value;
    case "exit":
      return ({ exit_code }) => exit_code !== null && String(exit_code) === value;
    case "tool": {
      const find = createPhraseFinder([{ words: value.split(" "), prefix }]);
      return ({ tool }) => {
        let found = false;
        if (tool !== null) find(tool, () => (found = true));
        return found;
      };
    }
    case "cmd":
    case "path": {
      const part = foldCase(value);
      return ({ texts }) => foldCase(field === "cmd" ? texts.command : texts.path).includes(part);
    }
  }
}
