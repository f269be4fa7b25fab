// One line of a passage that shows why it was found.

import type { At, Query, SearchableTexts } from "./contract.ts";
import { createHitFinder, type Hit, join, TEXTS, type TextName } from "./hits.ts";
import { showLine } from "./line.ts";

export interface Snippet {
  readonly field: TextName;
  /** One line without control characters, no longer than asked for. Line breaks stand as ⏎. */
  readonly text: string;
  /** The hits, as places in `text`. */
  readonly marks: readonly At[];
  /** Something was left out before it, behind it. */
  readonly before: boolean;
  readonly after: boolean;
  /**
   * What of the passage's text it shows. Whoever hides secrets hides them in a wider piece around this, which may hold
   * one whole, and takes the snippet of that piece.
   */
  readonly source: At;
}

export interface SnippetOptions {
  /** UTF-16 units; at least 20. */
  readonly width: number;
}

/**
 * A function that gives the line where most of what a query looks for stands together. The beginning of the first text
 * where nothing of it stands in the texts; null when all are empty.
 */
export function createSnippets(query: Query, { width }: SnippetOptions): (texts: SearchableTexts) => Snippet | null {
  const find = createHitFinder(query);
  const room = Math.max(20, width);
  return (texts) => {
    let best: { field: TextName; place: Place; hits: readonly Hit[] } | null = null;
    for (const field of TEXTS) {
      const hits = find(field, texts[field]);
      const place = densest(hits, room);
      if (place !== null && (best === null || place.terms > best.place.terms)) best = { field, place, hits };
    }
    if (best !== null) {
      const { field, place, hits } = best;
      return cut(field, texts[field], place, join(hits), room);
    }
    const field = TEXTS.find((name) => texts[name].trim() !== "");
    return field === undefined ? null : cut(field, texts[field], { start: 0, end: 0 }, [], room);
  };
}

interface Place extends At {
  /** How many different terms stand there. */
  readonly terms: number;
}

/** The first stretch of at most `room` with the most different terms in it; of those the shortest. */
function densest(hits: readonly Hit[], room: number): Place | null {
  const counts = new Map<number, number>();
  let best: Place | null = null;
  let from = 0;
  for (const hit of hits) {
    counts.set(hit.term, (counts.get(hit.term) ?? 0) + 1);
    for (let first = hits[from]; first !== undefined && first !== hit; first = hits[++from]) {
      const count = counts.get(first.term) ?? 0;
      if (count === 1 && hit.end - first.start <= room) break;
      if (count === 1) counts.delete(first.term);
      else counts.set(first.term, count - 1);
    }
    const start = hits[from]?.start ?? hit.start;
    const place = { start, end: Math.max(hit.end, start), terms: counts.size };
    if (best === null || place.terms > best.terms) best = place;
    else if (place.terms === best.terms && place.end - place.start < best.end - best.start && place.terms > 1)
      best = place;
  }
  return best;
}

function cut(field: TextName, text: string, place: At, marks: readonly At[], room: number): Snippet {
  // Line breaks and escape sequences shrink, so a good deal more than fits is looked at.
  const from = whole(text, Math.max(0, place.start - room * 2));
  const to = whole(text, Math.min(text.length, Math.min(place.end, place.start + room) + room * 2));
  const { line, places } = showLine(text.slice(from, to));
  const shownAt = (at: number): number => places[Math.min(Math.max(at - from, 0), to - from)] ?? line.length;

  const hitStart = shownAt(place.start);
  const hitEnd = Math.min(shownAt(place.end), hitStart + room);
  const spare = room - (hitEnd - hitStart);
  // A third of the spare room before the hit, and what is not needed behind it.
  let start = Math.max(0, hitStart - Math.max(Math.floor(spare / 3), spare - (line.length - hitEnd)));
  if (start > 0) start = atWord(line, start, hitStart);
  let end = Math.min(line.length, start + room);
  start = whole(line, start);
  end = whole(line, end);
  const shown = line.slice(start, end);
  const lead = /^[ ⏎]*/.exec(shown)?.[0].length ?? 0;
  const kept = shown.slice(lead).replace(/[ ⏎]+$/, "");
  const first = start + lead;
  const last = first + kept.length;
  return {
    field,
    text: kept,
    marks: join(
      marks
        .filter((mark) => mark.end > from && mark.start < to)
        .map((mark) => ({ start: shownAt(mark.start) - first, end: shownAt(mark.end) - first }))
        .map((mark) => ({ start: Math.max(0, mark.start), end: Math.min(kept.length, mark.end) }))
        .filter((mark) => mark.start < mark.end),
    ),
    before: from > 0 || line.slice(0, first).trim() !== "",
    after: to < text.length || line.slice(last).trim() !== "",
    source: { start: from + rawAt(places, first), end: from + rawAt(places, last) },
  };
}

/** A little further, so that no word is cut. */
function atWord(line: string, start: number, hit: number): number {
  const space = line.indexOf(" ", start - 1);
  return space === -1 || space + 1 > hit || space - start > 20 ? start : space + 1;
}

/** Not inside of a surrogate pair. */
function whole(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  const before = text.charCodeAt(at - 1);
  return at > 0 && unit >= 0xdc00 && unit <= 0xdfff && before >= 0xd800 && before <= 0xdbff ? at - 1 : at;
}

/** The first place of the raw text that is shown at `shown` or behind it. */
function rawAt(places: Int32Array, shown: number): number {
  let low = 0;
  let high = places.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle] ?? 0) < shown) low = middle + 1;
    else high = middle;
  }
  return low;
}
