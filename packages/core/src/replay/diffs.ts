// One diff for each file: from before its first change to after its last, where that can be told.

import type { DiffKind, FileDiff, Reason } from "./contract.ts";
import { hunksBetween, hunksOfSketch } from "./cumulate.ts";
import { mergeReasons } from "./doubt.ts";
import type { NumberedHunk } from "../patch/index.ts";
import { baseText, wholeText } from "./sketch.ts";
import type { Replay } from "./replay.ts";
import { LINK_MODE, type Track } from "./track.ts";

/** By path. A file that was moved is one diff, under its new path, where one can be told or else two cannot. */
export function fileDiffs({ tracks }: Replay): readonly FileDiff[] {
  const touched = [...tracks.values()].filter(({ changes, uncertain }) => changes.length + uncertain.length > 0);
  const diffs = new Map(touched.map((track) => [track, diffOf(track)]));
  for (const track of touched) {
    const source = tracks.get(track.moved_from ?? "");
    if (source === undefined || !isMove(source, track)) continue;
    const followed = track.text !== null && track.text.base === source.base;
    const apart = diffs.get(source)?.hunks !== null && diffs.get(track)?.hunks !== null;
    if (!followed && apart) continue;
    diffs.set(track, moveOf(source, track));
    diffs.delete(source);
  }
  return [...diffs.values()].toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

/** Nothing stood at the new path before, and nothing stands at the old one now. */
function isMove(source: Track, track: Track): boolean {
  return source.began === "there" && source.now === "absent" && track.began === "absent" && track.now === "there";
}

function moveOf(source: Track, track: Track): FileDiff {
  const followed = track.text !== null && track.text.base === source.base;
  const hunks = track.text === null || !followed ? null : hunksOfSketch(track.text);
  const changes = [...source.changes, ...track.changes];
  const shape = { path: track.path, old_path: source.path, old_mode: source.base_mode, mode: track.mode, changes };
  const uncertain = [...source.uncertain, ...track.uncertain];
  return hunks === null || uncertain.length > 0
    ? unknown(shape, "renamed", [...source.breaks, ...track.breaks, ...perhaps(uncertain)])
    : told(shape, "renamed", hunks);
}

function diffOf(track: Track): FileDiff {
  const { path, began, now, text, base, changes } = track;
  const link = track.link || track.base_mode === LINK_MODE;
  const before = began === "absent" ? "" : base === null || link ? null : baseText(base);
  const after = now === "absent" ? "" : text === null || link ? null : wholeText(text);
  const shape = {
    path,
    old_path: began === "absent" ? null : path,
    old_mode: track.base_mode,
    mode: now === "absent" ? null : track.mode,
    changes,
  };
  const kind = kindOf(began === "absent", now === "absent");
  const sketched = began === "there" && now === "there" && text !== null && text.base === base && !link;
  const hunks = sketched ? hunksOfSketch(text) : before === null || after === null ? null : hunksBetween(before, after);
  const open = began === "unknown" || now === "unknown" || track.uncertain.length > 0;
  return hunks === null || open
    ? unknown(shape, kind, [...track.breaks, ...track.lost, ...perhaps(track.uncertain)])
    : told(shape, kind, hunks);
}

function kindOf(come: boolean, gone: boolean): DiffKind {
  if (come) return gone ? "unchanged" : "added";
  return gone ? "deleted" : "modified";
}

function perhaps(uncertain: Track["uncertain"]): readonly Reason[] {
  const [item] = uncertain;
  if (item === undefined) return [];
  return [{ kind: "patch", item, count: uncertain.length, text: "a patch that may have been applied in part" }];
}

type Shape = Pick<FileDiff, "path" | "old_path" | "old_mode" | "mode" | "changes">;

function told(shape: Shape, kind: DiffKind, hunks: readonly NumberedHunk[]): FileDiff {
  const { old_mode, mode } = shape;
  const remoded = old_mode !== null && mode !== null && old_mode !== mode;
  const count = (wanted: string): number =>
    hunks.reduce((sum, { lines }) => sum + lines.filter(({ mark }) => mark === wanted).length, 0);
  return {
    ...shape,
    kind: kind === "modified" && hunks.length === 0 && !remoded ? "unchanged" : kind,
    hunks,
    lines_added: count("+"),
    lines_removed: count("-"),
    reasons: [],
  };
}

function unknown(shape: Shape, kind: DiffKind, reasons: readonly Reason[]): FileDiff {
  const merged = mergeReasons(reasons);
  const item = shape.changes[0]?.item ?? null;
  const unseen: Reason = { kind: "unseen", item, count: 1, text: "the text it replaced or removed is not recorded" };
  const told = merged.length > 0 ? merged : [unseen];
  return { ...shape, kind, hunks: null, lines_added: null, lines_removed: null, reasons: told };
}
