// What stands at each path after the last turn that counts.

import type { FileState, Reason } from "./contract.ts";
import { mergeReasons } from "./doubt.ts";
import { knownLines, wholeText } from "./sketch.ts";
import type { Replay } from "./replay.ts";
import type { Track } from "./track.ts";

/** By path. Files that patches only may have touched are among them. */
export function fileStates({ tracks, doubts }: Replay): readonly FileState[] {
  return [...tracks.values()]
    .map((track) => stateOf(track, doubts.between(track.path, track.since, Number.POSITIVE_INFINITY, null)))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

function stateOf(track: Track, doubts: readonly Reason[]): FileState {
  const { path, mode, now, changes } = track;
  const none = { path, text: null, mode: null, known_lines: 0, changes: changes.length };
  if (doubts.length > 0) return { ...none, state: "unknown", reasons: mergeReasons([...track.lost, ...doubts]) };
  if (now === "absent") return { ...none, state: "deleted", reasons: [] };
  const text = track.text === null || track.link ? null : wholeText(track.text);
  if (now === "there" && text !== null) return { ...none, state: "known", text, mode, reasons: [] };
  const known_lines = track.text === null ? 0 : knownLines(track.text);
  return { ...none, state: "unknown", known_lines, reasons: reasonsOf(track) };
}

function reasonsOf({ lost, changes }: Track): readonly Reason[] {
  if (lost.length > 0) return lost;
  return [
    { kind: "unseen", item: changes.at(-1)?.item ?? null, count: 1, text: "its changes show some of its lines only" },
  ];
}
