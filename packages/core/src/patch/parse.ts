// Reads an apply_patch envelope into the changes it asks for.

import type { Patch, PatchChange, PatchHunk } from "./change.ts";
import { openEnvelope } from "./envelope.ts";

const ADD = "*** Add File: ";
const DELETE = "*** Delete File: ";
const UPDATE = "*** Update File: ";
const MOVE = "*** Move to: ";
const ENVIRONMENT = "*** Environment ID:";
const END_OF_FILE = "*** End of File";

interface OpenHunk {
  header: string | null;
  added: number;
  removed: number;
  lines: string[];
  at_end_of_file: boolean;
}

interface Section {
  change: PatchChange;
  hunks: OpenHunk[];
}

/**
 * What an apply_patch input asks for, file by file, in its order. Total: an input without an envelope has no changes,
 * a line without a meaning is named in `problems` and left out. Whether the patch applied is not in here.
 */
export function parsePatch(text: string): Patch {
  const envelope = openEnvelope(text);
  if (envelope === null) {
    return {
      changes: [],
      complete: false,
      problems: ["the patch has no begin marker"],
      environment_id: null,
    };
  }
  const problems = [...envelope.problems];
  const changes: PatchChange[] = [];
  const lines = envelope.body;
  let environment: string | null = null;
  let at = 0;
  const first = lines[0]?.trim() ?? "";
  if (first.startsWith(ENVIRONMENT)) {
    environment = first.slice(ENVIRONMENT.length).trim();
    at = 1;
  }
  while (at < lines.length) {
    // Codex trims headers, but never the lines of a file.
    const header = (lines[at] ?? "").trim();
    const from = at + 1;
    if (header.startsWith(ADD)) {
      at = addedUntil(lines, from);
      changes.push(addedFile(header.slice(ADD.length), lines.slice(from, at)));
    } else if (header.startsWith(DELETE)) {
      at = from;
      changes.push({
        ...blank(header.slice(DELETE.length), "delete"),
        lines_added: 0,
        lines_removed: null,
      });
    } else if (header.startsWith(UPDATE)) {
      const section = readUpdate(header.slice(UPDATE.length), lines, from, problems);
      at = section.next;
      changes.push(section.change);
    } else {
      if (header !== "") problems.push(`line ${at + 2} is no file header: ${quote(header)}`);
      at = from;
    }
  }
  return { changes, complete: problems.length === 0, problems, environment_id: environment };
}

function addedUntil(lines: readonly string[], from: number): number {
  let at = from;
  while (at < lines.length && lines[at]?.startsWith("+") === true) at += 1;
  return at;
}

function addedFile(path: string, lines: readonly string[]): PatchChange {
  const content = lines.map((line) => `${line.slice(1)}\n`).join("");
  return { ...blank(path, "add"), lines_added: lines.length, lines_removed: 0, content };
}

function readUpdate(
  path: string,
  lines: readonly string[],
  from: number,
  problems: string[],
): { change: PatchChange; next: number } {
  let at = from;
  let moved: string | null = null;
  if (lines[at]?.startsWith(MOVE) === true) {
    moved = (lines[at] ?? "").slice(MOVE.length).trim();
    at += 1;
  }
  const section: Section = { change: { ...blank(path, "update"), moved_to: moved }, hunks: [] };
  while (at < lines.length) {
    const line = lines[at] ?? "";
    if (line.startsWith("***") && line.trimEnd() !== END_OF_FILE) break;
    takeLine(section, line, at, problems);
    at += 1;
  }
  // A hunk of nothing but blank separators never was one; a header alone is kept, for it names a place.
  const hunks: readonly PatchHunk[] = section.hunks.filter((hunk) => hunk.header !== null || hunk.lines.some(isText));
  if (hunks.length === 0 && moved === null) problems.push(`the update of ${quote(path)} holds no lines`);
  let added = 0;
  let removed = 0;
  for (const hunk of hunks) {
    added += hunk.added;
    removed += hunk.removed;
  }
  return {
    change: { ...section.change, lines_added: added, lines_removed: removed, hunks },
    next: at,
  };
}

function takeLine(section: Section, line: string, at: number, problems: string[]): void {
  if (line === "@@" || line.startsWith("@@ ")) {
    section.hunks.push(openHunk(line.slice(3) || null));
    return;
  }
  const last = section.hunks.at(-1);
  if (line.startsWith("***")) {
    if (last === undefined) problems.push(`line ${at + 2} ends a file before its first line`);
    else last.at_end_of_file = true;
    return;
  }
  const mark = line[0] ?? " ";
  if (mark !== " " && mark !== "+" && mark !== "-") {
    problems.push(`line ${at + 2} is neither context, addition nor removal: ${quote(line)}`);
    return;
  }
  const hunk = last ?? openHunk(null);
  if (last === undefined) section.hunks.push(hunk);
  if (mark === "+") hunk.added += 1;
  else if (mark === "-") hunk.removed += 1;
  hunk.lines.push(line === "" ? " " : line);
}

function openHunk(header: string | null): OpenHunk {
  return { header, added: 0, removed: 0, lines: [], at_end_of_file: false };
}

function isText(line: string): boolean {
  return line.trim() !== "";
}

function blank(path: string, kind: PatchChange["kind"]): PatchChange {
  return {
    path,
    kind,
    moved_to: null,
    lines_added: null,
    lines_removed: null,
    hunks: [],
    content: null,
  };
}

function quote(line: string): string {
  return JSON.stringify(line.length > 80 ? `${line.slice(0, 79)}…` : line);
}
