// What a FileChange item says was done to which files, and whether it was.

import { isObject, type JsonObject } from "../bytes/json.ts";
import {
  countLines,
  parsePatch,
  parseUnified,
  parseUpdatedFiles,
  type NumberedHunk,
  type PatchHunk,
} from "../patch/index.ts";
import { object, text } from "../lineage/field.ts";
import type { Item } from "../thread/index.ts";
import { plainPath } from "./path.ts";
import { appliersOf, minorOf, SCRIPTED, type Appliers } from "./place.ts";

/** What one patch did to one file. */
export interface Edit {
  readonly path: string;
  readonly kind: "add" | "delete" | "update";
  readonly moved_to: string | null;
  /** Of an added or deleted file, where it is told. */
  readonly content: string | null;
  /** Of an update, with line numbers; null where there are none. */
  readonly hunks: readonly NumberedHunk[] | null;
  /** Of an update without line numbers: those of each section the patch has for the file. */
  readonly sections: readonly (readonly PatchHunk[])[] | null;
  /** The update as it was written. */
  readonly written: string | null;
  readonly lines_added: number | null;
  readonly lines_removed: number | null;
}

export interface PatchEdits {
  /** `perhaps`: it failed part way, or nothing tells how it ended. */
  readonly done: "yes" | "no" | "perhaps";
  readonly edits: readonly Edit[];
  /** Files of which the edits do not tell all: the patch named them more than once, or printed that it changed them. */
  readonly half_told: readonly string[];
  /** Who may have placed hunks without line numbers. */
  readonly appliers: Appliers;
}

/** Codex looks at the whole patch before it writes: when it says this, nothing was written. */
const REFUSED = /^(?:apply_patch verification failed|error: |patch rejected|Invalid (?:EOF )?Context|File not found: )/;

/** Of the fields of a FileChange item. */
export function readEdits(item: JsonObject, origin: Item["origin"], cli_version: string | null): PatchEdits {
  const changes = Object.entries(object(item["changes"]) ?? {});
  const [stdout, stderr] = [text(item["stdout"]) ?? "", text(item["stderr"]) ?? ""];
  // The TypeScript CLI says no more, and writes no newline at the end of a file.
  const scripted = stdout.trim() === "Done!";
  const numbered = changes.some(([, change]) => isObject(change) && /^@@ -\d/.test(text(change["unified_diff"]) ?? ""));
  const told = origin !== "recovered" && (numbered || (minorOf(cli_version) ?? 0) >= 104);
  const edits = changes.flatMap(([path, change]) => (isObject(change) ? [readEdit(path, change, told, scripted)] : []));
  const said = `${stderr}${stdout}`.trimStart();
  const status = item["status"];
  const appliers = scripted ? SCRIPTED : appliersOf(cli_version);
  if (status === "completed") return { done: "yes", edits, half_told: halfTold(edits, stdout), appliers };
  const no = status === "declined" || REFUSED.test(said);
  return { done: no ? "no" : "perhaps", edits, half_told: [], appliers };
}

/** `told`: by Codex itself, with line numbers and the text of deleted files, and not made of the patch. */
function readEdit(written: string, change: JsonObject, told: boolean, scripted: boolean): Edit {
  const whole = typeof change["content"] === "string" ? change["content"] : null;
  const content = scripted && change["type"] === "add" ? (whole?.replace(/\n$/, "") ?? null) : whole;
  const diff = typeof change["unified_diff"] === "string" ? change["unified_diff"] : null;
  const base: Edit = {
    path: plainPath(written),
    kind: "update",
    moved_to: typeof change["move_path"] === "string" ? plainPath(change["move_path"]) : null,
    content: null,
    hunks: null,
    sections: null,
    written: diff,
    lines_added: null,
    lines_removed: null,
  };
  if (change["type"] === "add") {
    return {
      ...base,
      kind: "add",
      content,
      lines_added: content === null ? null : countLines(content),
      lines_removed: 0,
    };
  }
  if (change["type"] === "delete") {
    // Where the patch alone is on disk, an empty text stands for one that is not told.
    const known = told || content !== "" ? content : null;
    const lines_removed = known === null ? null : countLines(known);
    return { ...base, kind: "delete", content: known, lines_added: 0, lines_removed };
  }
  if (diff === null) return base;
  const hunks = parseUnified(diff);
  if (hunks !== null && (told || diff === "")) {
    const lines = hunks.flatMap((hunk) => hunk.lines);
    return { ...base, hunks, ...counts(lines.map(({ mark }) => mark)) };
  }
  const sections = readSections(diff);
  const marks = sections.flat().flatMap((hunk) => hunk.lines.map((line) => line[0] ?? ""));
  return { ...base, sections, ...counts(marks) };
}

function counts(marks: readonly string[]): Pick<Edit, "lines_added" | "lines_removed"> {
  const count = (wanted: string): number => marks.filter((mark) => mark === wanted).length;
  return { lines_added: count("+"), lines_removed: count("-") };
}

/** Hunks without numbers are written as the patch has them; a second section of the file begins with its header. */
function readSections(diff: string): readonly (readonly PatchHunk[])[] {
  const envelope = `*** Begin Patch\n*** Update File: .\n${diff}${diff.endsWith("\n") ? "" : "\n"}*** End Patch`;
  return parsePatch(envelope).changes.map(({ hunks }) => hunks);
}

/**
 * Up to 0.147 a patch may name a file twice, and what is recorded holds one of the two. The list that is printed has
 * both.
 */
function halfTold(edits: readonly Edit[], stdout: string): readonly string[] {
  const printed = parseUpdatedFiles(stdout).map((file) => plainPath(file.path.replaceAll("\\", "/")));
  const ending = (path: string, file: string): boolean =>
    `/${path.replaceAll("\\", "/")}`.endsWith(`/${file.replace(/^(?:\.\.\/|\/)+/, "")}`);
  const named = edits.flatMap(({ path, moved_to }) => (moved_to === null ? [path] : [path, moved_to]));
  const unnamed = printed.filter((file) => !named.some((path) => ending(path, file)));
  const twice = edits.flatMap(({ path, kind, moved_to, sections }) => {
    const times = printed.filter((file) => ending(moved_to ?? path, file)).length;
    const wanted = sections?.length ?? 1;
    return kind === "update" && printed.length > 0 && times !== wanted ? [moved_to ?? path] : [];
  });
  return [...unnamed, ...twice];
}
