// What a patch does to what stands at its paths.

import { endsOddly, type NumberedHunk } from "../patch/index.ts";
import type { ItemRef, RecordedChange, Reason } from "./contract.ts";
import { hunksBetween } from "./cumulate.ts";
import { mergeReasons, type Doubts } from "./doubt.ts";
import type { Edit } from "./edits.ts";
import type { PatchEvent } from "./history.ts";
import { placeSections, type Appliers } from "./place.ts";
import { applyHunks, createSketch, learnText, rewriteText, wholeText, type Sketch } from "./sketch.ts";
import { begin, forget, leave, loosen, meet, misfit, unlink, unnumbered, unseen, type Track } from "./track.ts";

/** `first` is the place of its first change among all that count. */
export function applyEvent(event: PatchEvent, touch: (path: string) => Track, doubts: Doubts, first: number): void {
  const { placed, edits, half_told, done, item } = event;
  for (const path of half_told) touch(path).uncertain.push(item);
  for (const [index, edit] of edits.entries()) {
    const seq = first + index;
    const track = touch(edit.path);
    const target = edit.moved_to === null ? null : touch(edit.moved_to);
    if (done === "perhaps") {
      track.uncertain.push(item);
      target?.uncertain.push(item);
      continue;
    }
    for (const each of target === null || target === track ? [track] : [track, target])
      loosen(each, doubts.between(each.path, each.since, placed.end, placed));
    if (edit.kind === "add") applyAdd(track, edit, { item, seq });
    else if (edit.kind === "delete") applyDelete(track, edit, { item, seq });
    else applyUpdate(track, edit, { item, seq }, event.appliers);
    if (target !== null) arrive(track, target, { item, seq }, event.appliers);
    for (const each of [track, target ?? track]) {
      each.since = placed.start;
      each.fresh = false;
    }
  }
}

/** Which change it is. */
type Which = Pick<RecordedChange, "item" | "seq">;

function applyAdd(track: Track, { content, lines_added, lines_removed }: Edit, which: Which): void {
  begin(track);
  if (track.now === "absent") track.mode = "100644";
  if (track.now === "there" && track.text !== null && content !== null) rewriteText(track.text, content);
  else track.text = createSketch(content);
  track.now = "there";
  if (!track.link) track.lost = content === null ? [unseen(which.item, "its text is too long to have been read")] : [];
  const hunks = content === null ? null : hunksBetween("", content);
  note(track, { ...which, kind: "add", hunks, lines_added, lines_removed });
}

function applyDelete(track: Track, { content, lines_added, lines_removed }: Edit, which: Which): void {
  let text = meet(track, which.item);
  if (content !== null && !learnText(text, content)) {
    unlink(track, [misfit(which.item, "the text that was deleted is another one")]);
    text = forget(track);
    learnText(text, content);
  }
  const whole = wholeText(text);
  const hunks = whole === null ? null : hunksBetween(whole, "");
  note(track, { ...which, kind: "delete", hunks, lines_added, lines_removed });
  leave(track);
}

function applyUpdate(track: Track, edit: Edit, which: Which, appliers: Appliers): void {
  const { item } = which;
  const { lines_added, lines_removed, moved_to } = edit;
  const text = meet(track, item);
  let hunks = printable(edit.hunks);
  if (edit.hunks !== null) {
    if (!applyHunks(text, edit.hunks)) {
      unlink(track, [misfit(item, "the lines around the change are others than those before it")]);
      if (!applyHunks(forget(track), edit.hunks))
        track.lost = [...track.lost, unseen(item, "its diff is not understood")];
    }
  } else hunks = applySections(track, text, edit, item, appliers);
  const unnumbered = hunks === null ? edit.written : null;
  note(track, { ...which, kind: "update", hunks, unnumbered, lines_added, lines_removed, moved_to });
}

/** Hunks with lines that git counts otherwise are given as they were written. */
function printable(hunks: readonly NumberedHunk[] | null): readonly NumberedHunk[] | null {
  return hunks?.some(({ lines }) => lines.some(({ text }) => endsOddly(text))) === true ? null : hunks;
}

/** Answers with line numbers, where it can be told what a patch without them did. */
function applySections(
  track: Track,
  text: Sketch,
  { sections }: Edit,
  item: ItemRef,
  appliers: Appliers,
): readonly NumberedHunk[] | null {
  const before = wholeText(text);
  if (before === null) {
    loseText(track, unnumbered(item, "the text before it is not known"));
    return null;
  }
  const placing = placeSections(before, sections ?? [], appliers);
  if (placing.text === null) {
    const why = placing.disputed
      ? unnumbered(item, "versions of Codex differ in what they make of it")
      : misfit(item, "the patch does not fit the text before it");
    loseText(track, why);
    return null;
  }
  rewriteText(text, placing.text);
  return hunksBetween(before, placing.text);
}

/** The change happened, and nothing tells where. */
function loseText(track: Track, reason: Reason): void {
  track.text = createSketch(null);
  track.breaks.push(reason);
  track.lost = mergeReasons([...track.lost, reason]);
}

function arrive(track: Track, target: Track, which: Which, appliers: Appliers): void {
  // Codex writes the new file and removes the old one, which may be the same.
  if (target !== track) {
    begin(target);
    target.text = track.text;
    // A file that stood there keeps its mode. Somewhere before 0.29 the old file's came along.
    const along = track.mode !== "100644" && appliers.length > 1;
    if (target.now !== "there") target.mode = target.now === "unknown" || along ? null : "100644";
    target.now = "there";
    target.lost = target.link ? mergeReasons([...target.lost, ...track.lost]) : track.lost;
    target.breaks.push(...track.breaks);
    target.moved_from = track.path;
    const moved = { moved_from: track.path, lines_added: 0, lines_removed: 0 };
    note(target, { ...which, kind: "arrive", hunks: null, ...moved });
  }
  leave(track);
}

function note(
  track: Track,
  change: Omit<RecordedChange, "path" | "unnumbered" | "moved_to" | "moved_from"> & Partial<RecordedChange>,
): void {
  track.changes.push({ unnumbered: null, moved_to: null, moved_from: null, ...change, path: track.path });
}
