// Finds the patch in a command that does nothing but apply it.

import { scriptOf } from "./argv.ts";

const APPLY = new Set(["apply_patch", "applypatch"]);

// `cd folder && apply_patch <<'WORD'`: the folder quoted or bare, and nothing a shell would expand in it.
const OPENING =
  /^\s*(?:cd[ \t]+(?:'([^'\n]*)'|"([^"$`\\\n]*)"|([^\s'"$`;|&<>()*?[\]{}#\\]+))[ \t]*&&\s*)?(?:apply_patch|applypatch)[ \t]*<<(-?)[ \t]*(?:'([^'\n]+)'|"([^"$`\\\n]+)"|\\?([\w.-]+))[ \t]*\r?\n/;

export interface CommandPatch {
  /** What apply_patch was given, as written; it may still be no valid patch. */
  readonly patch: string;
  /** Folder of a `cd folder &&` before it, as written; null where there was none. */
  readonly cwd: string | null;
}

/**
 * The patch a command applies, in the shapes Codex intercepts (all versions seen): `["apply_patch", P]`, a shell's
 * script `apply_patch <<'EOF' … EOF`, the same after `cd folder &&`; `applypatch` is another name for it. A string is
 * taken for a script. Null for everything else: a script that does more than that is a command.
 */
export function patchInCommand(command: string | readonly string[]): CommandPatch | null {
  if (typeof command === "string") return patchInScript(command);
  const [program, argument] = command;
  if (command.length === 2 && argument !== undefined && APPLY.has(program ?? "")) return { patch: argument, cwd: null };
  const script = scriptOf(command);
  return script === null ? null : patchInScript(script);
}

function patchInScript(script: string): CommandPatch | null {
  const opening = OPENING.exec(script);
  if (opening === null) return null;
  const [head, single, double, bare, dash, ...delimiters] = opening;
  const word = delimiters.find((delimiter) => delimiter !== undefined);
  if (word === undefined) return null;
  const body: string[] = [];
  // Patches of megabytes come through here, so lines are taken one by one and never more than once.
  for (let at = head.length; at < script.length;) {
    const newline = script.indexOf("\n", at);
    const end = newline === -1 ? script.length : newline;
    const line = dash === "-" ? script.slice(at, end).replace(/^\t+/, "") : script.slice(at, end);
    if (line === word || line === `${word}\r`) {
      if (script.slice(end).trim() !== "") return null;
      return { patch: body.join("\n").replace(/\n+$/, ""), cwd: single ?? double ?? bare ?? null };
    }
    body.push(line);
    at = end + 1;
  }
  return null;
}
