// Diffs as text that git applies.

import { formatHunks, type NumberedHunk } from "../patch/index.ts";

export interface NamedDiff {
  /** Names as they are to stand in the patch, with slashes, below the folder it is for; null where no file is. */
  readonly old_name: string | null;
  readonly new_name: string | null;
  readonly old_mode: string | null;
  readonly mode: string | null;
  readonly hunks: readonly NumberedHunk[];
}

const PLAIN = "100644";

/** The patch of one file, as `git diff` would write it but for the hashes. A null mode is taken for that of a plain file. */
export function formatGitDiff({ old_name, new_name, old_mode, mode, hunks }: NamedDiff): string {
  const [before, after] = [old_name ?? new_name ?? "", new_name ?? old_name ?? ""];
  const moded = old_mode !== null && mode !== null && old_mode !== mode && old_name !== null && new_name !== null;
  const head = [
    `diff --git ${quoted(`a/${before}`)} ${quoted(`b/${after}`)}`,
    ...(moded ? [`old mode ${old_mode}`, `new mode ${mode}`] : []),
    ...(old_name === null ? [`new file mode ${mode ?? PLAIN}`] : []),
    ...(new_name === null ? [`deleted file mode ${old_mode ?? PLAIN}`] : []),
    ...(before === after ? [] : [`rename from ${quoted(before)}`, `rename to ${quoted(after)}`]),
  ];
  const names = [
    `--- ${old_name === null ? "/dev/null" : ended(`a/${old_name}`)}`,
    `+++ ${new_name === null ? "/dev/null" : ended(`b/${new_name}`)}`,
  ];
  return `${[...head, ...(hunks.length === 0 ? [] : names)].join("\n")}\n${formatHunks(hunks)}`;
}

/** A name with a space in it would else seem to end there. */
function ended(name: string): string {
  const written = quoted(name);
  return written === name && name.includes(" ") ? `${name}\t` : written;
}

const ESCAPES: Readonly<Record<string, string>> = {
  "\u0007": "\\a",
  "\b": "\\b",
  "\t": "\\t",
  "\n": "\\n",
  "\v": "\\v",
  "\f": "\\f",
  "\r": "\\r",
  '"': '\\"',
  "\\": "\\\\",
};

function quoted(name: string): string {
  if (!/["\\\p{Cc}]/u.test(name)) return name;
  const octal = (byte: number): string => `\\${byte.toString(8).padStart(3, "0")}`;
  const escaped = name.replaceAll(
    /["\\\p{Cc}]/gu,
    (sign) => ESCAPES[sign] ?? [...new TextEncoder().encode(sign)].map(octal).join(""),
  );
  return `"${escaped}"`;
}
