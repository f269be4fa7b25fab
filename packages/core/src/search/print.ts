// A query written again, as plainly as it was understood.

import type { PassageLeaf, Query, SessionFieldNode, Tree } from "./contract.ts";

type Leaf = PassageLeaf | SessionFieldNode;

/** Read again, it is the same query but for places and notes. */
export function printQuery({ passages, sessions, since_ms, until_ms }: Query): string {
  const trees = [sessions, passages].filter((tree) => tree !== null);
  const times = [
    ...(since_ms === null ? [] : [`since:${new Date(since_ms).toISOString()}`]),
    ...(until_ms === null ? [] : [`until:${new Date(until_ms).toISOString()}`]),
  ];
  const alone = trees.length + times.length === 1;
  return [...trees.map((tree) => (alone ? print(tree) : inside(tree, tree.type === "or"))), ...times].join(" ");
}

function print(tree: Tree<Leaf>): string {
  switch (tree.type) {
    case "and":
      return tree.of.map((part) => inside(part, part.type === "or")).join(" ");
    case "or":
      return tree.of.map(print).join(" OR ");
    case "not":
      return `NOT ${inside(tree.of, tree.of.type === "and" || tree.of.type === "or")}`;
    case "words": {
      const [first = "", ...rest] = tree.words;
      return `${rest.length === 0 ? first : quote(tree.words.join(" "))}${tree.prefix ? "*" : ""}`;
    }
    case "literal":
      return quote(tree.text);
    case "regex":
      return `/${tree.source}/${tree.flags}`;
    case "field":
      return `${tree.field}:${/^[\w-]+$/.test(tree.value) ? tree.value : quote(tree.value)}${tree.prefix ? "*" : ""}`;
    case "session":
      return `${tree.field}:${/^[\w.-]+$/.test(tree.value) ? tree.value : quote(tree.value)}`;
  }
}

function inside(tree: Tree<Leaf>, grouped: boolean): string {
  return grouped ? `(${print(tree)})` : print(tree);
}

function quote(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
