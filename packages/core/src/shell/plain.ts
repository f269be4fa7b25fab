// Scripts of plain and quoted words, joints, redirections and quoted here-documents, read without the parser: most of
// what agents type, at a tenth of the cost. Whatever holds an expansion, a pattern or grammar is left to the parser.

import type { ShellRedirect, ShellScript, ShellWord, SimpleCommand } from "./script.ts";

/** One token, at a place where one may start. A quoted here-document's body is data, and skipped. */
const TOKEN =
  /[ \t]+|(\n)|(&&|\|\||\|(?!&)|;(?!;))|\d*(>>|>&|&>(?!>)|>(?![|(])|<(?![<>&(]))[ \t]*(?=[\w@%+:,./='"-])|<<'(\w+)'(?=[\s;|&>]|$)|((?:[\w@%+:,./=-]|'[^']*'|"[^"$`\\]*")+)/y;

/** Words that are no command's name where one is expected. */
const GRAMMAR = /^(?:if|then|else|elif|fi|for|while|until|do|done|case|esac|in|select|function|time|coproc|\d+)$/;
const ASSIGNMENT = /^[A-Za-z_]\w*\+?=/;
const QUOTED = /['"]/;
const PIECES = /'([^']*)'|"([^"]*)"|[^'"]+/g;

interface Draft {
  name: ShellWord | null;
  args: ShellWord[];
  assignments: ShellWord[];
  redirects: ShellRedirect[];
}

const NO_FUNCTIONS: ReadonlySet<string> = new Set();
/** Longer scripts gain nothing here: what makes them long is for the parser, or a here-document. */
const LONGEST = 65_536;

/** What the parser would make of it; null for a script it must look at. */
export function readPlainly(source: string): ShellScript | null {
  if (source.length > LONGEST) return null;
  const commands: SimpleCommand[] = [];
  let draft: Draft = { name: null, args: [], assignments: [], redirects: [] };
  let delimiter: string | null = null;
  let joined = false;
  let glued = false;
  const token = new RegExp(TOKEN);
  for (let at = 0; at < source.length;) {
    token.lastIndex = at;
    const found = token.exec(source);
    if (found === null) return null;
    at = token.lastIndex;
    const [, newline, joint, operator, heredoc, text] = found;
    if (newline !== undefined || joint !== undefined) {
      if (!endCommand(commands, draft) && (joint !== undefined || joined)) return null;
      draft = { name: null, args: [], assignments: [], redirects: [] };
      joined = joint !== undefined;
      if (newline !== undefined && delimiter !== null) {
        at = behindBody(source, at, delimiter);
        if (at === -1) return null;
        delimiter = null;
      }
    } else if (operator !== undefined) {
      token.lastIndex = at;
      const target = token.exec(source)?.[5];
      if (target === undefined) return null;
      at = token.lastIndex;
      draft.redirects.push({ operator, target: wordOf(target) });
    } else if (heredoc !== undefined) {
      if (delimiter !== null) return null;
      delimiter = heredoc;
      draft.redirects.push({ operator: "<<", target: null });
    } else if (text !== undefined) {
      if (glued || !takeWord(draft, text)) return null;
    }
    glued = text !== undefined || operator !== undefined;
  }
  if (delimiter !== null || (!endCommand(commands, draft) && joined)) return null;
  return { commands, functions: NO_FUNCTIONS, hidden_code: false };
}

/** Behind the line that ends the here-document whose body starts at `at`; -1 when none does. */
function behindBody(source: string, at: number, delimiter: string): number {
  while (at < source.length) {
    const newline = source.indexOf("\n", at);
    const end = newline === -1 ? source.length : newline;
    const ends = end - at === delimiter.length && source.startsWith(delimiter, at);
    at = end + 1;
    if (ends) return Math.min(at, source.length);
  }
  return -1;
}

function takeWord(draft: Draft, text: string): boolean {
  if (draft.name !== null) {
    draft.args.push(wordOf(text));
    return true;
  }
  const quoted = QUOTED.test(text);
  if (!quoted && GRAMMAR.test(text)) return false;
  if (ASSIGNMENT.test(text)) {
    if (quoted) return false;
    draft.assignments.push(wordOf(text));
  } else draft.name = wordOf(text);
  return true;
}

/** False when there was nothing to end. */
function endCommand(commands: SimpleCommand[], draft: Draft): boolean {
  const { name, assignments, redirects } = draft;
  if (name === null && assignments.length === 0 && redirects.length === 0) return false;
  commands.push(draft);
  return true;
}

function wordOf(text: string): ShellWord {
  const value = QUOTED.test(text) ? text.replace(PIECES, (piece, single, double) => single ?? double ?? piece) : text;
  return { value, lead: value };
}
