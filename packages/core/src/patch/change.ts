// What a patch says it does, as data: files, hunks and line counts.

export type PatchKind = "add" | "delete" | "update";

/** A run of consecutive lines of an update. `lines` keep their first character: space, `+` or `-`. */
export interface PatchHunk {
  /** What stood after `@@`, e.g. `fn main()` or `-1,3 +1,3 @@`; null where the hunk began without one. */
  readonly header: string | null;
  readonly added: number;
  readonly removed: number;
  readonly lines: readonly string[];
  /** The hunk said that it ends where the file ends. */
  readonly at_end_of_file: boolean;
}

/**
 * One file of a patch. `path` and `moved_to` are as written. For a move, `path` is the old name and `moved_to` the
 * new one, as in FileChange items; Codex's success output prints only the new name (`M new`).
 */
export interface PatchChange {
  readonly path: string;
  readonly kind: PatchKind;
  readonly moved_to: string | null;
  /** Null where the evidence does not tell. */
  readonly lines_added: number | null;
  /** Null where the evidence does not tell: an envelope names a file it deletes, and no line of it. */
  readonly lines_removed: number | null;
  /** Hunks of an update; empty for the other kinds. */
  readonly hunks: readonly PatchHunk[];
  /** Text of an added or deleted file where the evidence holds it whole, else null. */
  readonly content: string | null;
}

/** A whole apply_patch input. `complete` is false when a marker is missing or some line had no meaning. */
export interface Patch {
  readonly changes: readonly PatchChange[];
  readonly complete: boolean;
  readonly problems: readonly string[];
  /** `*** Environment ID:`, the environment the files are in, where there are several; else null. */
  readonly environment_id: string | null;
}

/** Lines of a text as a line editor counts them: a last line without its newline counts, an empty text has none. */
export function countLines(text: string): number {
  if (text === "") return 0;
  let lines = text.endsWith("\n") ? 0 : 1;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) lines += 1;
  return lines;
}

/** The lines of a text, without LF or CRLF; a final newline opens no further line. */
export function splitLines(text: string): string[] {
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines.map((line) => (line.endsWith("\r") ? line.slice(0, -1) : line));
}
