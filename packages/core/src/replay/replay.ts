// The fold: a history of patches to what stands at each path.

import { applyEvent } from "./apply.ts";
import { createDoubts, type Doubts } from "./doubt.ts";
import type { History } from "./history.ts";
import { restartTrack, startTrack, type BaseFile, type Track } from "./track.ts";

export interface ReplayOptions {
  /** The commit the session began with: null for paths it does not tell of, or where it is not at hand. */
  readonly base: ((path: string) => BaseFile | null) | null;
  /** The first and the last turn whose changes count. */
  readonly from: number;
  readonly until: number;
  /** Take commands, tools and agents not to have written the files that patches changed. */
  readonly trust: boolean;
}

export const EVERYTHING: ReplayOptions = { base: null, from: 0, until: Number.POSITIVE_INFINITY, trust: false };

export interface Replay {
  readonly tracks: ReadonlyMap<string, Track>;
  readonly doubts: Doubts;
}

export function replay(history: History, options: ReplayOptions): Replay {
  const doubts = createDoubts(history.writers, options);
  const tracks = new Map<string, Track>();
  const touch = (path: string): Track => {
    const track = tracks.get(path) ?? startTrack(path, options.base?.(path) ?? null);
    tracks.set(path, track);
    return track;
  };
  let started = false;
  let seq = 0;
  for (const event of history.patches) {
    const { turn } = event.placed;
    if (turn.index > options.until) continue;
    if (!started && turn.index >= options.from) {
      started = true;
      seq = 0;
      for (const track of tracks.values()) restartTrack(track);
    }
    applyEvent(event, touch, doubts, seq);
    seq += event.edits.length;
  }
  if (!started) for (const track of tracks.values()) restartTrack(track);
  return { tracks, doubts };
}
