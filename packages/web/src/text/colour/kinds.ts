// What a piece of source is, for its colour: a few kinds, and which names of grammars mean them.

/** The first has the colour of the text. */
export const KINDS = ["text", "comment", "keyword", "string", "number", "function", "type", "variable", "tag"] as const;

const SCOPES: Readonly<Record<Exclude<(typeof KINDS)[number], "text">, readonly string[]>> = {
  comment: ["comment", "punctuation.definition.comment", "string.quoted.docstring"],
  keyword: ["keyword", "storage", "variable.language", "constant.language", "keyword.operator.expression"],
  string: ["string", "punctuation.definition.string", "markup.inline.raw", "constant.other.symbol"],
  number: ["constant.numeric", "constant.character", "constant.other"],
  function: ["entity.name.function", "support.function", "variable.function", "entity.other.attribute-name"],
  type: ["entity.name.type", "entity.name.class", "support.type", "support.class", "entity.other.inherited-class"],
  variable: ["variable.parameter", "meta.object-literal.key", "support.type.property-name", "variable.other.property"],
  tag: ["entity.name.tag", "markup.heading", "entity.name.section", "punctuation.definition.tag"],
};

/** A colour that is a number: which of the kinds it stands for. */
const mark = (index: number): string => `#0000${index.toString(16).padStart(2, "0").toUpperCase()}`;

export const THEME = {
  name: "kinds",
  type: "light" as const,
  fg: mark(0),
  bg: "#FFFFFF",
  settings: KINDS.flatMap((kind, index) =>
    kind === "text"
      ? []
      : [
          { scope: [...SCOPES[kind]], settings: { foreground: mark(index) } },
          // Operators are no words.
          ...(kind === "keyword" ? [{ scope: ["keyword.operator"], settings: { foreground: mark(0) } }] : []),
        ],
  ),
};

export function kindOf(colour: string | undefined): number {
  const index = Number.parseInt((colour ?? "").slice(5, 7), 16);
  return index < KINDS.length ? index : 0;
}
