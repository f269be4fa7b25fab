// Scripts of plain words and joints, read without the parser: most of what agents type, at a tenth of the cost.

import type { ShellScript, ShellWord, SimpleCommand } from "./script.ts";

/** Words in which nothing is quoted, expanded or redirected, with `&&`, `||`, `|` and `;` between commands. */
const PLAIN = /^[\w@%+:,./ =|&;-]+$/;
const JOINTS = / *(?:&&|\|\||[|;]) */;
/** A word that is not a command's name where one is expected: grammar, or an assignment. */
const GRAMMAR =
  /^(?:if|then|else|elif|fi|for|while|until|do|done|case|esac|in|select|function|time|coproc|always|\d+)$|=/;

const NO_WORDS: readonly ShellWord[] = [];

/** What the parser would make of it; null for a script it must look at. */
export function readPlainly(source: string): ShellScript | null {
  if (!PLAIN.test(source)) return null;
  const commands: SimpleCommand[] = [];
  for (const piece of source.trim().split(JOINTS)) {
    const words = piece.split(/ +/);
    const name = words[0] ?? "";
    if (name === "" || piece.includes("&") || GRAMMAR.test(name)) return null;
    commands.push({ name: wordOf(name), args: words.slice(1).map(wordOf), assignments: NO_WORDS, redirects: [] });
  }
  return { commands, functions: NO_FUNCTIONS, hidden_code: false };
}

const NO_FUNCTIONS: ReadonlySet<string> = new Set();

function wordOf(text: string): ShellWord {
  return { value: text, lead: text };
}
