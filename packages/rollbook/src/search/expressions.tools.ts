// For tests: regular expressions that find something in given passages.

import fc from "fast-check";
import type { Searchable } from "rollbook-core/search";

const escaped = (text: string): string =>
  text.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`).replaceAll("\n", "\\n");
const LOOSENED = ["", "", ".", "\\w*", "[a-z]?", "\\s*", "(?:x|\\W)?", "$|^"] as const;

/** Made of pieces of what the passages say, a little loosened. */
export function expressionsIn(passages: readonly Searchable[]): fc.Arbitrary<string> {
  const texts = passages.flatMap(({ texts: { said, command, output, path } }) => [said, command, output, path]);
  const long = texts.filter((text) => text.length > 3);
  const piece = fc
    .tuple(fc.constantFrom(...long), fc.nat(), fc.integer({ min: 1, max: 14 }), fc.constantFrom(...LOOSENED))
    .map(([text, from, length, loose]) => {
      const cut = text.slice(from % text.length).slice(0, length);
      return escaped(cut.isWellFormed() ? cut : "x") + loose;
    });
  const several = fc.array(piece, { minLength: 1, maxLength: 3 });
  return fc
    .tuple(several, fc.constantFrom("", "", "|", ".*"), fc.constantFrom("", "", "i", "u", "iu"))
    .map(([pieces, between, flags]) => `/${pieces.join(between)}/${flags}`);
}
