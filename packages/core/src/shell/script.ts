// The only file that knows the shell parser: a script as the simple commands in it, or null where it was not understood.

import { forEachChild, parse, type Redirection, type SyntaxNode, type Word, type WordPart } from "unbash";
import { readPlainly } from "./plain.ts";

/** Longer scripts are not parsed. */
export const LONGEST_SCRIPT = 262_144;
// The parser scans ahead for the end of each of these, so its time is bounded by their number times the length;
// this much takes it about a tenth of a second.
const OPENERS = /\$[({[]|`|<<|[<>]\(/g;
const MOST_WORK = 16_000_000;

export interface ShellWord {
  /** What the shell passes on; null where an expansion or a pattern decides that when the script runs. */
  readonly value: string | null;
  /** The part before the first expansion or pattern; the whole of a literal word. */
  readonly lead: string;
}

export interface ShellRedirect {
  readonly operator: string;
  readonly target: ShellWord | null;
}

/** One command with its arguments; `name` is null for bare assignments and for redirections of a group. */
export interface SimpleCommand {
  readonly name: ShellWord | null;
  readonly args: readonly ShellWord[];
  readonly assignments: readonly ShellWord[];
  readonly redirects: readonly ShellRedirect[];
}

export interface ShellScript {
  /** Every simple command at any depth: pipelines, lists, loops, functions, substitutions, here-documents. */
  readonly commands: readonly SimpleCommand[];
  /** Names of functions the script defines. */
  readonly functions: ReadonlySet<string>;
  /** True where a value is expanded as if it were source text (`${x@P}`), so that the tree does not show what runs. */
  readonly hidden_code: boolean;
}

/**
 * Null for a script with a syntax error at any depth, for one that is too long or too intricate to parse in bounded
 * time, and for a tree the parser could not make.
 */
export function readScript(source: string): ShellScript | null {
  if (source.length > LONGEST_SCRIPT) return null;
  return readPlainly(source) ?? parseScript(source);
}

/** The same, by the parser whatever the script. */
export function parseScript(source: string): ShellScript | null {
  const openers = source.match(OPENERS)?.length ?? 0;
  if (openers * source.length > MOST_WORK) return null;
  const found: Found = { commands: [], functions: new Set(), hidden_code: false, broken: false };
  try {
    visit(parse(source), found);
  } catch {
    // The parser promises not to throw; deep nesting in its input may still use up the stack.
    return null;
  }
  const { broken, commands, functions, hidden_code } = found;
  return broken ? null : { commands, functions, hidden_code };
}

interface Found {
  commands: SimpleCommand[];
  functions: Set<string>;
  hidden_code: boolean;
  broken: boolean;
}

function visit(node: SyntaxNode, found: Found): void {
  if (node.type === "Script") {
    if ((node.errors ?? []).length > 0) found.broken = true;
  } else if (node.type === "Command") {
    found.commands.push({
      name: readWord(node.name),
      args: node.args.flatMap((arg) => readWord(arg) ?? []),
      assignments: node.prefix.flatMap((part) => (part.type === "Assignment" ? (readWord(part) ?? []) : [])),
      redirects: node.redirects.map(readRedirect),
    });
  } else if (node.type === "Redirected") {
    found.commands.push({ name: null, args: [], assignments: [], redirects: node.redirects.map(readRedirect) });
  } else if (node.type === "For" || node.type === "Select") {
    const variable = `${node.name.value}=`;
    found.commands.push({ name: null, args: [], assignments: [{ value: null, lead: variable }], redirects: [] });
  } else if (node.type === "Function") {
    found.functions.add(node.name.value);
  } else if (node.type === "CommandExpansion" || node.type === "ProcessSubstitution") {
    if (node.script === undefined) found.broken = true;
  } else if (node.type === "ArithmeticCommandExpansion") {
    if (node.script === undefined) found.broken = true;
  } else if (node.type === "ParameterExpansion") {
    if (node.operation?.type === "Transform" || node.operation?.type === "Unknown") found.hidden_code = true;
  } else if (node.type === "HereDoc" && node.closing === undefined) {
    found.broken = true;
  }
  forEachChild(node, (child) => visit(child, found));
}

function readRedirect(redirect: Redirection): ShellRedirect {
  return { operator: redirect.operator, target: redirect.type === "HereDoc" ? null : readWord(redirect.target) };
}

function readWord(node: Word | { readonly type: "Assignment"; readonly text: string } | undefined): ShellWord | null {
  if (node === undefined) return null;
  if (node.type === "Assignment") {
    const literal = /^[\w+=:,./@%-]*$/.test(node.text);
    return { value: literal ? node.text : null, lead: literal ? node.text : (/^[^=]*=?/.exec(node.text)?.[0] ?? "") };
  }
  if (node.parts === undefined) return { value: node.value, lead: node.value };
  let lead = "";
  for (const part of node.parts) {
    const inner: readonly WordPart[] =
      part.type === "DoubleQuoted" || part.type === "LocaleString" ? part.parts : [part];
    for (const piece of inner) {
      if (piece.type !== "Literal" && piece.type !== "SingleQuoted" && piece.type !== "AnsiCQuoted") {
        return { value: null, lead };
      }
      lead += piece.value;
    }
  }
  return { value: lead, lead };
}
