// A command's words as Codex's app-server joins them (Rust's `shlex` 1.3): the fewest quotes that every shell reads back.

const BARE = 1;
const SINGLE = 2;
const DOUBLE = 4;
const BARE_CHARACTER = /[+\-./:@\]_0-9A-Za-z]/;

/** A word with a NUL cannot be quoted: then the words are joined as they are. */
export function joinWords(words: readonly string[]): string {
  if (words.some((word) => word.includes("\0"))) return words.join(" ");
  return words.map(quote).join(" ");
}

function quote(word: string): string {
  if (word === "") return "''";
  let out = "";
  for (let from = 0; from < word.length;) {
    const { end, allowed } = chunkAt(word, from);
    const chunk = word.slice(from, end);
    if ((allowed & BARE) !== 0) out += chunk;
    else if ((allowed & SINGLE) !== 0) out += `'${chunk}'`;
    else out += `"${chunk.replaceAll(/[$`"\\]/g, String.raw`\$&`)}"`;
    from = end;
  }
  return out;
}

/** The longest piece that one kind of quotes can hold, and which kinds can. */
function chunkAt(word: string, from: number): { readonly end: number; readonly allowed: number } {
  const caret = word[from] === "^";
  let allowed = caret ? SINGLE : BARE | SINGLE | DOUBLE;
  let end = caret ? from + 1 : from;
  while (end < word.length) {
    const next = allowed & kindsFor(word[end] ?? "");
    if (next === 0) break;
    allowed = next;
    end += 1;
  }
  return { end, allowed };
}

function kindsFor(character: string): number {
  if (BARE_CHARACTER.test(character)) return BARE | SINGLE | DOUBLE;
  switch (character) {
    case "'":
    case "\\":
      return DOUBLE;
    case "`":
    case "$":
    case "!":
      return SINGLE;
    // Shells differ over it anywhere but right behind an opening single quote.
    case "^":
      return 0;
    default:
      return SINGLE | DOUBLE;
  }
}
