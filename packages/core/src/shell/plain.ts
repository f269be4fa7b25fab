// Scripts of plain and quoted words, joints, redirections and quoted here-documents, read without the parser: most of
// what agents type, at a tenth of the cost. Whatever holds an expansion, a pattern or grammar is left to the parser.

import type { ShellRedirect, ShellScript, ShellWord, SimpleCommand } from "./script.ts";

/** Words that are no command's name where one is expected. */
const GRAMMAR = new Set(
  "if then else elif fi for while until do done case esac in select function time coproc".split(" "),
);
const ASSIGNMENT = /^[A-Za-z_]\w*\+?=/;
const DIGITS = /^\d+$/;
const DELIMITER = /<<'(\w+)'(?=[\s;|&>]|$)/y;

/** What may stand in a word without a meaning of its own. */
const PLAIN = new Uint8Array(128);
for (const letter of "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@%+:,./=-") {
  PLAIN[letter.charCodeAt(0)] = 1;
}
const SPACE = 0x20;
const TAB = 0x09;
const NEWLINE = 0x0a;
const SINGLE = 0x27;
const DOUBLE = 0x22;
const AMPERSAND = 0x26;
const PIPE = 0x7c;
const SEMICOLON = 0x3b;
const LESS = 0x3c;
const GREATER = 0x3e;
/** What a double-quoted word may not hold: an expansion, or an escape. */
const LIVE = /[$`\\]/;

interface Draft {
  name: ShellWord | null;
  args: ShellWord[];
  assignments: ShellWord[];
  redirects: ShellRedirect[];
}

const NO_FUNCTIONS: ReadonlySet<string> = new Set();
/** Longer scripts gain nothing here: what makes them long is for the parser. */
const LONGEST = 65_536;

/** What the parser would make of it; null for a script it must look at. */
export function readPlainly(source: string): ShellScript | null {
  if (source.length > LONGEST) return null;
  const commands: SimpleCommand[] = [];
  let draft = createDraft();
  let delimiter: string | null = null;
  let joined = false;
  for (let at = 0; at < source.length;) {
    const code = source.charCodeAt(at);
    if (code === SPACE || code === TAB) {
      at += 1;
    } else if (code === NEWLINE || code === AMPERSAND || code === PIPE || code === SEMICOLON) {
      const to = code === AMPERSAND ? operatorEnd(source, at) : -1;
      if (to !== -1) {
        at = redirectTo(source, at, to, draft);
        if (at === -1) return null;
        continue;
      }
      const end = jointEnd(source, at, code);
      if (end === -1 || (!endCommand(commands, draft) && (code !== NEWLINE || joined))) return null;
      draft = createDraft();
      joined = code !== NEWLINE;
      at = end;
      if (code === NEWLINE && delimiter !== null) {
        at = behindBody(source, at, delimiter);
        if (at === -1) return null;
        delimiter = null;
      }
    } else if (code === LESS && source.charCodeAt(at + 1) === LESS) {
      DELIMITER.lastIndex = at;
      const found = DELIMITER.exec(source);
      if (found === null || delimiter !== null) return null;
      delimiter = found[1] ?? "";
      draft.redirects.push({ operator: "<<", target: null });
      at = DELIMITER.lastIndex;
    } else {
      const to = operatorEnd(source, at);
      at = to === -1 ? takeWord(source, at, draft) : redirectTo(source, at, to, draft);
      if (at === -1) return null;
    }
  }
  if (delimiter !== null || (!endCommand(commands, draft) && joined)) return null;
  return { commands, functions: NO_FUNCTIONS, hidden_code: false };
}

function createDraft(): Draft {
  return { name: null, args: [], assignments: [], redirects: [] };
}

/** Behind a newline, `&&`, `||`, `|` or `;`; -1 for anything else that starts like one. */
function jointEnd(source: string, at: number, code: number): number {
  if (code === NEWLINE) return at + 1;
  const next = source.charCodeAt(at + 1);
  if (code === AMPERSAND) return next === AMPERSAND ? at + 2 : -1;
  if (code === SEMICOLON) return next === SEMICOLON || next === AMPERSAND ? -1 : at + 1;
  if (next === PIPE) return at + 2;
  return next === AMPERSAND ? -1 : at + 1;
}

/** Behind `>`, `>>`, `>&`, `&>` or `<`, digits before it included; -1 where no such redirection stands. */
function operatorEnd(source: string, at: number): number {
  let sign = at;
  while (isDigit(source.charCodeAt(sign))) sign += 1;
  const code = source.charCodeAt(sign);
  const next = source.charCodeAt(sign + 1);
  if (code === AMPERSAND && sign === at) return next === GREATER ? sign + 2 : -1;
  if (code === LESS) return sign + 1;
  if (code !== GREATER) return -1;
  return next === GREATER || next === AMPERSAND ? sign + 2 : sign + 1;
}

/** Takes a redirection and the word it goes to; -1 when the parser must look at it. */
function redirectTo(source: string, at: number, to: number, draft: Draft): number {
  while (isDigit(source.charCodeAt(at))) at += 1;
  const operator = source.slice(at, to);
  while (source.charCodeAt(to) === SPACE || source.charCodeAt(to) === TAB) to += 1;
  const end = wordEnd(source, to);
  if (end === -1 || end === to) return -1;
  draft.redirects.push({ operator, target: wordOf(source, to, end) });
  return end;
}

function takeWord(source: string, at: number, draft: Draft): number {
  const end = wordEnd(source, at);
  if (end === -1 || end === at) return -1;
  const word = wordOf(source, at, end);
  if (draft.name !== null) draft.args.push(word);
  else {
    const quoted = word.lead.length !== end - at;
    if (!quoted && (GRAMMAR.has(word.lead) || DIGITS.test(word.lead))) return -1;
    if (ASSIGNMENT.test(source.slice(at, end))) {
      if (quoted) return -1;
      draft.assignments.push(word);
    } else draft.name = word;
  }
  return end;
}

/** Where the word that starts at `at` ends; -1 when something in it or right behind it is for the parser. */
function wordEnd(source: string, at: number): number {
  for (;;) {
    const code = source.charCodeAt(at);
    if (PLAIN[code] === 1) at += 1;
    else if (code === SINGLE || code === DOUBLE) {
      const close = source.indexOf(code === SINGLE ? "'" : '"', at + 1);
      if (close === -1 || (code === DOUBLE && LIVE.test(source.slice(at + 1, close)))) return -1;
      at = close + 1;
    } else return at === source.length || isBoundary(code) ? at : -1;
  }
}

function isBoundary(code: number): boolean {
  return (
    code === SPACE ||
    code === TAB ||
    code === NEWLINE ||
    code === AMPERSAND ||
    code === PIPE ||
    code === SEMICOLON ||
    code === LESS ||
    code === GREATER
  );
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function wordOf(source: string, from: number, to: number): ShellWord {
  const text = source.slice(from, to);
  const value = text.includes("'") || text.includes('"') ? unquote(text) : text;
  return { value, lead: value };
}

function unquote(text: string): string {
  return text.replace(/'([^']*)'|"([^"]*)"/g, (_, single, double) => single ?? double);
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

/** False when there was nothing to end. */
function endCommand(commands: SimpleCommand[], draft: Draft): boolean {
  const { name, assignments, redirects } = draft;
  if (name === null && assignments.length === 0 && redirects.length === 0) return false;
  commands.push(draft);
  return true;
}
