// What stands at a path, and what stood there before the first change.

import type { ItemRef, Reason, RecordedChange } from "./contract.ts";
import { mergeReasons } from "./doubt.ts";
import { createSketch, restartSketch, type BaseText, type Sketch } from "./sketch.ts";

/** What the base commit has at a path. */
export type BaseFile =
  | { readonly kind: "none" }
  | { readonly kind: "text"; readonly text: string; readonly mode: string }
  /** Something that is no text: `why` says what. What is written to a link is written to another file. */
  | { readonly kind: "other"; readonly why: string; readonly link: boolean };

type Presence = "there" | "absent" | "unknown";

export interface Track {
  readonly path: string;
  /** No change has named it yet, and no commit says that it is there. */
  fresh: boolean;
  /** Before its first change in the turns that count. */
  began: Presence;
  base: BaseText | null;
  base_mode: string | null;
  /** Now. */
  now: Presence;
  text: Sketch | null;
  mode: string | null;
  /** The moment from which that holds, but for what may have written it since. */
  since: number;
  changes: RecordedChange[];
  /** Changes that may have happened. */
  uncertain: ItemRef[];
  /** Why what is now does not follow from what was. */
  breaks: Reason[];
  /** Why the text is not known whole. */
  lost: readonly Reason[];
  /** A link stands there: what is written goes to another file. */
  link: boolean;
  moved_from: string | null;
}

/** As git writes it. */
export const LINK_MODE = "120000";

export function startTrack(path: string, base: BaseFile | null): Track {
  const text = base?.kind === "text" ? createSketch(base.text) : null;
  const link = base?.kind === "other" && base.link;
  const mode = base?.kind === "text" ? base.mode : link ? LINK_MODE : null;
  const began = base === null ? "unknown" : base.kind === "none" ? "absent" : "there";
  return {
    path,
    fresh: began !== "there",
    began,
    base: text?.base ?? null,
    base_mode: mode,
    now: began,
    text,
    mode,
    since: -1,
    changes: [],
    uncertain: [],
    breaks: [],
    lost: base?.kind === "other" ? [{ kind: "base", item: null, count: 1, text: base.why }] : [],
    link,
    moved_from: null,
  };
}

/** What was until now is what the turns that count began with. */
export function restartTrack(track: Track): void {
  track.text = track.text === null ? null : restartSketch(track.text);
  track.began = track.now;
  track.base = track.text?.base ?? null;
  track.base_mode = track.mode;
  track.changes = [];
  track.uncertain = [];
  track.breaks = [];
  track.moved_from = null;
}

/** Something may have written the file: nothing is left of what was known. */
export function loosen(track: Track, reasons: readonly Reason[]): void {
  if (reasons.length === 0 || (track.fresh && track.began === "unknown")) return;
  track.now = "unknown";
  track.text = null;
  track.mode = null;
  unlink(track, reasons);
}

/** What is now does not follow from what was; before the first change, what was is not known either. */
export function unlink(track: Track, reasons: readonly Reason[]): void {
  track.lost = mergeReasons([...track.lost, ...reasons]);
  if (track.changes.length > 0) {
    track.breaks.push(...reasons);
    return;
  }
  track.began = "unknown";
  track.base = null;
  track.base_mode = null;
}

/** The file stood there, as the change says, whatever was known of it. */
export function meet(track: Track, item: ItemRef): Sketch {
  if (track.now === "absent") unlink(track, [misfit(item, "it was not there before the change")]);
  if (track.now === "there" && track.text !== null) return track.text;
  return forget(track);
}

/** The file is there, and nothing is known of its text. */
export function forget(track: Track): Sketch {
  track.now = "there";
  track.text = createSketch(null);
  if (track.changes.length === 0) {
    track.began = "there";
    track.base = track.text.base;
  }
  return track.text;
}

/** A file that no one knew of until a patch made it is taken to be new, as the patch says. */
export function begin(track: Track): void {
  if (!track.fresh || track.uncertain.length > 0) return;
  track.began = "absent";
  if (track.now === "unknown") track.now = "absent";
}

export function leave(track: Track): void {
  track.now = "absent";
  track.text = null;
  track.mode = null;
  track.lost = [];
  track.link = false;
}

export function misfit(item: ItemRef, text: string): Reason {
  return { kind: "misfit", item, count: 1, text };
}

export function unseen(item: ItemRef, text: string): Reason {
  return { kind: "unseen", item, count: 1, text };
}

export function unnumbered(item: ItemRef, why: string): Reason {
  return { kind: "unnumbered", item, count: 1, text: `the patch numbers no lines, and ${why}` };
}
